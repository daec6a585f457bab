/* The loops of `descents.rs` by hand: WORKLOAD STEPS [STARTS]. Prints where they end, so that nothing is left out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double square(long steps) {
    double x = 7;
    for (long k = 0; k < steps; k++) {
        double g = 2 * x;
        if (fabs(g) < 1e-10) break;
        x -= 1e-9 * g;
    }
    return x;
}

static double x_cos_x(long steps) {
    double x = 1;
    for (long k = 0; k < steps; k++) {
        double g = cos(x) - x * sin(x);
        if (fabs(g) < 1e-10) break;
        x -= 1e-9 * g;
    }
    return x;
}

static double rosenbrock(long steps) {
    double x = -1.2, y = 1;
    for (long k = 0; k < steps; k++) {
        double t = y - x * x, gx = -400 * x * t - 2 * (1 - x), gy = 200 * t;
        if (gx * gx + gy * gy < 1e-20) break;
        x -= 1e-8 * gx;
        y -= 1e-8 * gy;
    }
    return x + y;
}

static double adam(long steps) {
    double x = -1.2, y = 1, mx = 0, my = 0, vx = 0, vy = 0, b1 = 1, b2 = 1;
    for (long k = 0; k < steps; k++) {
        double t = y - x * x, gx = -400 * x * t - 2 * (1 - x), gy = 200 * t;
        if (gx * gx + gy * gy < 1e-20) break;
        b1 *= 0.9;
        b2 *= 0.999;
        mx = 0.9 * mx + 0.1 * gx;
        my = 0.9 * my + 0.1 * gy;
        vx = 0.999 * vx + 0.001 * gx * gx;
        vy = 0.999 * vy + 0.001 * gy * gy;
        x -= 1e-8 * (mx / (1 - b1)) / (sqrt(vx / (1 - b2)) + 1e-8);
        y -= 1e-8 * (my / (1 - b1)) / (sqrt(vy / (1 - b2)) + 1e-8);
    }
    return x + y;
}

/* Many starts: the inner loop goes over the starts, which is what compilers make vectors of. */
static double many(long steps, long starts, int trigonometric) {
    double *x = malloc(starts * sizeof *x), *y = malloc(starts * sizeof *y), sum = 0;
    for (long i = 0; i < starts; i++) {
        x[i] = -2 + 4.0 * i / starts;
        y[i] = 2 - 4.0 * i / starts;
    }
    for (long k = 0; k < steps; k++) {
        if (trigonometric) {
            for (long i = 0; i < starts; i++) x[i] -= 1e-4 * (cos(x[i]) - x[i] * sin(x[i]));
        } else {
            for (long i = 0; i < starts; i++) {
                double t = y[i] - x[i] * x[i];
                x[i] += 1e-5 * (400 * x[i] * t + 2 * (1 - x[i]));
                y[i] -= 1e-5 * 200 * t;
            }
        }
    }
    for (long i = 0; i < starts; i++) sum += x[i] + y[i];
    return sum;
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    long steps = atol(argv[2]), starts = argc > 3 ? atol(argv[3]) : 1000;
    const char *name = argv[1];
    double end = !strcmp(name, "square")       ? square(steps)
                 : !strcmp(name, "x_cos_x")    ? x_cos_x(steps)
                 : !strcmp(name, "rosenbrock") ? rosenbrock(steps)
                 : !strcmp(name, "adam")       ? adam(steps)
                 : !strcmp(name, "many_rosenbrock") ? many(steps, starts, 0)
                                               : many(steps, starts, 1);
    printf("%.17g\n", end);
    return 0;
}
