# The methods that are a rule for each unknown, in the language itself. In a rule `x` is the unknown, `g` its gradient, `k` the
# number of the step from 1, `rate` the rate of this step. Above each: what it is, where it comes from, its usual rate where
# none is chosen from the function, and what its parameters may be.

# Gradient descent: straight downhill.
# source: Cauchy 1847
optimizer gd()
    x <- x - rate*g

# Gradient descent with momentum: what is left of earlier steps carries on.
# source: Polyak 1964; the form of PyTorch's SGD (classical = true: Sutskever et al. 2013, with the rate inside the velocity)
# beta in [0, 1): how much of the velocity is kept
# dampening in [0, 1]: how much of the gradient is left out, from the second step on
optimizer momentum(beta = 9/10, dampening = 0, classical = false)
    v = 0
    fresh = if k == 1 then 1 else 1 - dampening
    v <- beta*v + (if classical then -rate*g else fresh*g)
    x <- if classical then x + v else x - rate*v

# Nesterov's accelerated gradient: momentum that looks ahead.
# source: Nesterov 1983; the form of PyTorch's SGD, where x is the point ahead (nesterov_original: his own form)
# beta in [0, 1): how much of the velocity is kept
optimizer nesterov(beta = 9/10)
    v = 0
    v <- beta*v + g
    x <- x - rate*(g + beta*v)

# Steps that shrink with the sum of all squared gradients.
# source: Duchi, Hazan, Singer 2011
# usual rate: 0.01
# eps in [0, inf): keeps the quotient finite
optimizer adagrad(eps = 1e-10)
    a = 0
    a <- a + g^2
    x <- x - rate*g/(sqrt(a) + eps)

# Steps divided by the running size of the gradient.
# source: Hinton, lecture 6e, 2012; Graves 2013 (centered); the form of PyTorch (eps_inside = true: that of Optax)
# usual rate: 0.01
# decay in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
# momentum in [0, 1): how much of the earlier steps is kept
optimizer rmsprop(decay = 99/100, eps = 1e-8, momentum = 0, centered = false, eps_inside = false)
    v = 0
    m = 0
    b = 0
    v <- decay*v + (1 - decay)*g^2
    m <- decay*m + (1 - decay)*g
    size = if centered then v - m^2 else v
    step = g/(if eps_inside then sqrt(size + eps) else sqrt(size) + eps)
    b <- momentum*b + step
    x <- x - rate*b

# Steps whose size follows that of earlier steps: the rate is 1.
# source: Zeiler 2012
# usual rate: 1
# rho in [0, 1): how much of the means of squares is kept
# eps in (0, inf): starts the first step
optimizer adadelta(rho = 9/10, eps = 1e-6)
    v = 0
    u = 0
    v <- rho*v + (1 - rho)*g^2
    d = sqrt(u + eps)/sqrt(v + eps)*g
    u <- rho*u + (1 - rho)*d^2
    x <- x - rate*d

# Running means of the gradient and of its square, both corrected for their start at 0.
# source: Kingma and Ba 2015, Algorithm 1
# usual rate: 0.001
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
optimizer adam(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8)
    m = 0
    v = 0
    m <- beta1*m + (1 - beta1)*g
    v <- beta2*v + (1 - beta2)*g^2
    x <- x - rate*(m/(1 - beta1^k))/(sqrt(v/(1 - beta2^k)) + eps)

# Adam with the greatest mean of squares so far, so that steps never grow again.
# source: Reddi, Kale, Kumar 2018; the form of PyTorch (the maximum of the uncorrected mean, then corrected)
# usual rate: 0.001
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
optimizer amsgrad(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8)
    m = 0
    v = 0
    w = 0
    m <- beta1*m + (1 - beta1)*g
    v <- beta2*v + (1 - beta2)*g^2
    w <- max(w, v)
    x <- x - rate*(m/(1 - beta1^k))/(sqrt(w/(1 - beta2^k)) + eps)

# Adam with weight decay that is not scaled by the gradients.
# source: Loshchilov and Hutter 2019, Algorithm 2; the weight decay of PyTorch
# usual rate: 0.001
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
# weight_decay in [0, inf): how strongly the point is drawn to 0
optimizer adamw(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8, weight_decay = 1/100)
    m = 0
    v = 0
    m <- beta1*m + (1 - beta1)*g
    v <- beta2*v + (1 - beta2)*g^2
    x <- x - rate*weight_decay*x - rate*(m/(1 - beta1^k))/(sqrt(v/(1 - beta2^k)) + eps)

# Adam with Nesterov's look ahead.
# source: Dozat 2016; the form of PyTorch 2
# usual rate: 0.002
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
# decay in [0, 1]: how slowly the momentum comes to its full size
optimizer nadam(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8, decay = 4/1000)
    m = 0
    v = 0
    p = 1
    now = beta1*(1 - 0.5*0.96^(k*decay))
    next = beta1*(1 - 0.5*0.96^((k + 1)*decay))
    p <- p*now
    m <- beta1*m + (1 - beta1)*g
    v <- beta2*v + (1 - beta2)*g^2
    ahead = (1 - now)*g/(1 - p) + next*m/(1 - p*next)
    x <- x - rate*ahead/(sqrt(v/(1 - beta2^k)) + eps)

# Adam that waits with scaling until the mean of squares can be trusted.
# source: Liu et al. 2020, Algorithm 2; the form of PyTorch
# usual rate: 0.001
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
optimizer radam(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8)
    m = 0
    v = 0
    m <- beta1*m + (1 - beta1)*g
    v <- beta2*v + (1 - beta2)*g^2
    most = 2/(1 - beta2) - 1
    trust = most - 2*k*beta2^k/(1 - beta2^k)
    scale = sqrt((trust - 4)*(trust - 2)*most/((most - 4)*(most - 2)*trust))
    mean = m/(1 - beta1^k)
    x <- x - rate*mean*(if trust > 5 then scale*sqrt(1 - beta2^k)/(sqrt(v) + eps) else 1)

# Adam with the greatest recent gradient in place of the mean of squares.
# source: Kingma and Ba 2015, Algorithm 2
# usual rate: 0.002
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how slowly the greatest gradient is forgotten
# eps in [0, inf): keeps the quotient finite
optimizer adamax(beta1 = 9/10, beta2 = 999/1000, eps = 1e-8)
    m = 0
    u = 0
    m <- beta1*m + (1 - beta1)*g
    u <- max(beta2*u, abs(g) + eps)
    x <- x - rate/(1 - beta1^k)*m/u

# Adam that divides by how much the gradient differs from its mean.
# source: Zhuang et al. 2020; the form of Optax
# usual rate: 0.001
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how much of the mean of squares is kept
# eps in [0, inf): keeps the quotient finite
# eps_root in [0, inf): keeps the root away from 0
optimizer adabelief(beta1 = 9/10, beta2 = 999/1000, eps = 1e-16, eps_root = 1e-16)
    m = 0
    s = 0
    before = m
    m <- beta1*m + (1 - beta1)*g
    s <- beta2*s + (1 - beta2)*(g - m)^2 + eps_root
    x <- x - rate*(m/(1 - beta1^k))/(sqrt(s/(1 - beta2^k)) + eps)

# Adam whose mean of squares changes by bounded amounts.
# source: Zaheer et al. 2018; the form of Optax
# usual rate: 0.01
# beta1 in [0, 1): how much of the mean of gradients is kept
# beta2 in [0, 1): how slowly the mean of squares changes
# eps in [0, inf): keeps the quotient finite
# first in [0, inf): what both means start from
optimizer yogi(beta1 = 9/10, beta2 = 999/1000, eps = 1e-3, first = 1e-6)
    m = first
    v = first
    m <- beta1*m + (1 - beta1)*g
    v <- v - (1 - beta2)*sign(v - g^2)*g^2
    x <- x - rate*(m/(1 - beta1^k))/(sqrt(v/(1 - beta2^k)) + eps)

# Steps of one size, in the direction of the signs of a running mean.
# source: Chen et al. 2023
# usual rate: 0.0001
# beta1 in [0, 1): how much of the mean goes into the step
# beta2 in [0, 1): how much of the mean is kept
# weight_decay in [0, inf): how strongly the point is drawn to 0
optimizer lion(beta1 = 9/10, beta2 = 99/100, weight_decay = 0)
    m = 0
    x <- x - rate*(sign(beta1*m + (1 - beta1)*g) + weight_decay*x)
    m <- beta2*m + (1 - beta2)*g

# Steps of one size, in the direction of the signs of the gradient.
# source: Riedmiller and Braun 1993 describe its family; Bernstein et al. 2018
# usual rate: 0.01
optimizer sign_gd()
    x <- x - rate*sign(g)

# Steps of their own size for each unknown, which grow while the sign of the gradient stays.
# source: Riedmiller and Braun 1993; the form of PyTorch
# usual rate: 0.01
# grow in (1, inf): the factor while the sign stays
# shrink in (0, 1): the factor when the sign changes
# least in (0, inf): the smallest step
# most in (0, inf): the largest step
optimizer rprop(grow = 1.2, shrink = 0.5, least = 1e-6, most = 50)
    size = 0
    before = 0
    turn = sign(g*before)
    held = if k == 1 then rate else size
    size <- if turn > 0 then min(held*grow, most) else if turn < 0 then max(held*shrink, least) else held
    used = if turn < 0 then 0 else g
    before <- used
    x <- x - size*sign(used)
