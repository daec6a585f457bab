//! Forms: they are written like functions and work on formulas instead of numbers. Each is a record.

mod arguments;
mod derivatives;
mod numbers;
mod ranges;
mod rewriting;
mod roots;
mod runs;
mod series;

pub use crate::session::build::{BEST_OF, Form};
pub use arguments::variable;
pub use runs::best_of;

use crate::session::build::form_of;

/// All forms.
pub const ALL: &[Form] = &[
    Form {
        name: "diff",
        usage: "diff(e, x), diff(e, x, 3), diff(e, x, y)",
        help: "the derivative with respect to a variable, simplified",
        example: ("diff(x^3, x)", "3x^2"),
        run: derivatives::diff,
    },
    Form {
        name: "grad",
        usage: "grad f, grad f(1, 2)",
        help: "the gradient, as formulas or at a point",
        example: ("grad(x^2 + y^2)", "[2x, 2y]"),
        run: derivatives::grad,
    },
    Form {
        name: "hessian",
        usage: "hessian f, hessian f(1, 2)",
        help: "the matrix of second partial derivatives, as formulas or at a point",
        example: ("hessian(x^2*y)", "[[2y, 2x], [2x, 0]]"),
        run: derivatives::hessian,
    },
    Form {
        name: "expand",
        usage: "expand(e)",
        help: "products and powers of sums multiplied out",
        example: ("expand((x + 1)^2)", "x^2 + 2x + 1"),
        run: rewriting::expand,
    },
    Form {
        name: "simplify",
        usage: "simplify(e)",
        help: "the shortest form that identities and cancelling find",
        example: ("simplify(sin(x)^2 + cos(x)^2)", "1"),
        run: rewriting::simplify,
    },
    Form {
        name: "together",
        usage: "together(e)",
        help: "one cancelled fraction",
        example: ("together(1/x + 1/y)", "(x + y)/(x*y)"),
        run: rewriting::together,
    },
    Form {
        name: "taylor",
        usage: "taylor(f, x = 0, 5)",
        help: "the Taylor polynomial of that order, exact",
        example: ("taylor(exp(x), x = 0, 3)", "1 + x + x^2/2 + x^3/6"),
        run: series::taylor,
    },
    Form {
        name: "factor",
        usage: "factor(e)",
        help: "a product of factors that cannot be factored further over the rational numbers",
        example: ("factor(x^2 - y^2)", "(x + y)(x - y)"),
        run: rewriting::factor,
    },
    Form {
        name: "collect",
        usage: "collect(e, x), collect(e, sin(x))",
        help: "what belongs to each power of a variable or function, put together",
        example: ("collect(a*x + b*x + x^2, x)", "x^2 + x*(a + b)"),
        run: rewriting::collect,
    },
    Form {
        name: "float",
        usage: "float(e), float(e, digits = 30)",
        help: "the value as a decimal",
        example: ("float(1/4)", "0.25"),
        run: numbers::float,
    },
    Form {
        name: "sum",
        usage: "sum(k in 1..10, k^2)",
        help: "the sum over a range or list",
        example: ("sum(k in 1..10, k^2)", "385"),
        run: ranges::sum,
    },
    Form {
        name: "product",
        usage: "product(k in 1..5, k)",
        help: "the product over a range or list",
        example: ("product(k in 1..5, k)", "120"),
        run: ranges::product,
    },
    Form {
        name: "rootof",
        usage: "rootof(x^5 - x - 1, 1)",
        help: "the k-th real root of a polynomial with rational coefficients, the least one first",
        example: ("rootof(x^3 - x, 3)", "1"),
        run: roots::root_of,
    },
    Form {
        name: "best",
        usage: "best(rs)",
        help: "the run of a sweep with the least final value, also written `best of rs` where a run may stand",
        example: ("best(rs).value", "the least of rs.value"),
        run: runs::best,
    },
    Form {
        name: "latex",
        usage: "latex(e)",
        help: "the formula as LaTeX",
        example: ("latex(x/2)", "\\frac{x}{2}"),
        run: numbers::latex,
    },
];

/// The form of this name.
pub fn find(name: &str) -> Option<&'static Form> {
    form_of(ALL, name)
}

/// The help page of a form.
pub fn page(name: &str) -> Option<String> {
    let form = find(name)?;
    let (input, output) = form.example;
    Some(format!("{}\n    {}\n\n    {input}  →  {output}", form.usage, form.help))
}
