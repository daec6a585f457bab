//! How large something may be that a method takes up or makes: its unknowns, degrees, terms, parts, nodes, depth and
//! digits.

/// Up to how many unknowns a method is tried.
pub mod unknowns {
    /// Searches that cut boxes: each unknown multiplies the number of boxes.
    pub const BOXES: usize = 4;
    /// Proofs that there is one minimum near a point: their matrices take the cube of the number.
    pub const LOCAL_PROOF: usize = 16;
    /// Hessian matrices bounded on boxes: for each, `2^(n-1)` matrices are looked at.
    pub const CONVEX_HESSIAN: usize = 6;
    /// Functions whose least eigenvalue, or direction of strongest bending, is computed.
    pub const BENDING: usize = 8;
    /// Exact elimination, which takes the cube of the number.
    pub const ELIMINATION: usize = 60;
    /// Eigenvalues as roots of the characteristic polynomial, which has this degree.
    pub const EIGENVALUES: usize = 16;
    /// Hessian matrices of formulas: their entries grow with the square of the number.
    pub const HESSIAN: usize = 40;
    /// Functions with kinks whose branches are compiled, each with a gradient.
    pub const BRANCHES: usize = 64;
    /// Minima that are found by solving for the point where the gradient is 0.
    pub const CRITICAL_POINT: usize = 3;
    /// Curves along which a function may fall for ever: `7^n` are tried.
    pub const CURVES: usize = 3;
    /// Lines along one unknown on which a function that is no polynomial may fall for ever: the other unknowns take
    /// every one of a few numbers.
    pub const LINES: usize = 4;
    /// Rays along the axes on which a polynomial may fall for ever.
    pub const RAYS: usize = 60;
    /// Rays in all `3^n` directions of −1, 0 and 1.
    pub const DIAGONALS: usize = 4;
    /// Symmetries that exchange unknowns: `n!` orders are tried.
    pub const PERMUTED: usize = 4;
    /// Linear systems whose coefficients hold names: the determinants of Cramer's rule have up to `n!` terms.
    pub const NAMED_SYSTEM: usize = 6;
}

/// Degrees of polynomials, orders of derivatives, and powers.
pub mod degrees {
    /// Powers and compositions of polynomials in one unknown.
    pub const POLYNOMIAL: usize = 5_000;
    /// Polynomials whose real roots are isolated.
    pub const REAL_ROOTS: usize = 300;
    /// Formulas that are read as polynomials.
    pub const READ: usize = 200;
    /// Powers by which the terms of a sum are collected: as many as for polynomials.
    pub const COLLECTED: i64 = READ as i64;
    /// Algebraic numbers for which a bound tells how far from 0 they are, if they are not 0.
    pub const SEPARATION: f64 = 1e6;
    /// Polynomials that are bounded far away: the common multiple of the highest powers of their unknowns.
    pub const COERCIVE: usize = 120;
    /// Powers of sums that are multiplied out for that.
    pub const COERCIVE_POWER: usize = 12;
    /// Polynomials at whose roots values are told equal, by a matrix with as many rows.
    pub const NUMBER_FIELD: usize = 16;
    /// Polynomials whose zeros are found exactly for a picture; others are looked at like other functions.
    pub const PICTURED: usize = 12;
    /// Derivatives among which the first that is not 0 at a degenerate critical point is looked for.
    pub const DEGENERATE_POINT: u32 = 24;
    /// Derivatives whose signs tell how a function behaves near a zero or beyond all zeros.
    pub const SIGN: usize = 6;
    /// Derivatives whose signs tell what the members of a family of critical points are.
    pub const FAMILY: u32 = SIGN as u32;
    /// Powers of one exponential as which others are read.
    pub const EXPONENTIALS: i64 = 40;
    /// Powers of sums that are looked at as polynomials on the way to a simpler form.
    pub const SIMPLIFIED: i64 = 400;
    /// Multiples of an angle that are multiplied out on that way.
    pub const SIMPLIFIED_ANGLE: i64 = 16;
    /// Multiples of an angle in an equation, which becomes a polynomial of twice this degree.
    pub const SOLVED_ANGLE: i64 = 24;
    /// Taylor series that are asked for.
    pub const SERIES: i64 = 200;
    /// Derivatives that are asked for at once.
    pub const DERIVATIVE: i64 = 1_000;
    /// Derivatives that are derived step by step in one answer.
    pub const EXPLAINED: u32 = 5;
    /// Derivatives of the logarithm of gamma with as many digits as wanted.
    pub const POLYGAMMA: i64 = 100;
    /// Powers of values that are followed exactly beside their decimals.
    pub const FOLLOWED_EXACTLY: u64 = 64;
}

/// Terms of sums that are multiplied out.
pub mod terms {
    /// What `expand` makes, and the polynomials of exact algebra that was asked for.
    pub const EXPANDED: usize = 20_000;
    /// One step among many of a longer computation.
    pub const STEP: usize = 2_000;
    /// Polynomials on the way to a simpler form.
    pub const SIMPLIFIED: usize = 1_500;
    /// Multiplied out to see that a number is 0.
    pub const CLOSED_NUMBER: usize = 300;
    /// One attempt among many.
    pub const BRIEF: usize = 300;
    /// What is left after a factor was pulled out.
    pub const TIDIED: usize = 200;
    /// What is bounded far away by its highest powers, multiplied out.
    pub const COERCIVE: usize = 500;
    /// Derivatives of functions whose common zero is guessed: functions times unknowns.
    pub const GUESSED_SYSTEM: usize = 400;
    /// Closed numbers in a limit, multiplied out to decide their sign.
    pub const LIMIT_NUMBER: usize = 200;
    /// What is kept of a product of two series in a limit: the first terms decide.
    pub const LIMIT_SERIES: usize = 10;
    /// Polynomials whose square-free parts are looked for.
    pub const SQUARE_FREE: usize = 60;
    /// Terms that move a large negative argument up in a derivative of gamma, besides four for each bit.
    pub const GAMMA: usize = 20_000;
}

/// Parts of one sum, product or list of arguments.
pub mod parts {
    /// Terms or factors among which the parts of a rule are looked for.
    pub const MATCHED: usize = 60;
    /// Terms of a sum that is bounded, or shown to be convex, term by term.
    pub const SUM: usize = 200;
    /// Arguments of a minimum or maximum that are all compared with one another; of more only the numbers are.
    pub const COMPARED: usize = 24;
    /// Switches between the branches of a function: each takes a gradient of its own.
    pub const SELECTORS: usize = 32;
    /// Oscillating parts of a limit that are looked at together.
    pub const OSCILLATING: usize = 8;
}

/// Nodes of formulas and what is like them. Written out, a formula counts shared parts as often as they occur.
pub mod nodes {
    /// What one statement may add to the graph: about 1 GiB. Who builds nodes asks.
    pub const STATEMENT: usize = 20_000_000;
    /// What all points of a `check` together may add; for long formulas there are fewer points.
    pub const CHECKED: usize = 2_000_000;
    /// Instructions of an interval program.
    pub const INTERVAL_PROGRAM: usize = 1 << 20;
    /// What the derivatives of one expression may add.
    pub const DERIVATIVES: usize = 1_000_000;
    /// Parts that an expression is written out with.
    pub const WRITTEN_OUT: u64 = 500_000;
    /// Elements that the ranges of one statement may have together.
    pub const ELEMENTS: usize = 100_000;
    /// Formulas that are simplified, written out.
    pub const SIMPLIFIED: u64 = 20_000;
    /// The arithmetic of a formula that is looked at as one fraction of polynomials.
    pub const LENS: usize = 4_000;
    /// Formulas that are simplified without being asked for, written out.
    pub const LIGHTLY_SIMPLIFIED: u64 = 1_500;
    /// Simpler forms that rules go over once more.
    pub const POLISHED: usize = 400;
    /// Derivatives in which common factors are cancelled, written out.
    pub const TIDIED: u64 = 300;
    /// Formulas, written out, that are derived line by line: a longer derivation nobody reads.
    pub const EXPLAINED: u64 = 2_000;
    /// A coefficient of a Taylor series, written out.
    pub const TAYLOR_COEFFICIENT: u64 = 3_000;
    /// Formulas whose minimum is looked for in passing, written out.
    pub const QUICK_MINIMUM: u64 = 300;
    /// Functions that are derived twice to see that they are convex, written out.
    pub const SECOND_DERIVATIVE: u64 = 400;
    /// Hessian matrices that are bounded on boxes, written out.
    pub const HESSIAN: u64 = 4_000;
    /// Conditions for two branches to meet that are solved.
    pub const CORNER: usize = 24;
    /// Functions whose poles, jumps and extremes are found for a picture, written out.
    pub const PICTURED: u64 = 200;
    /// Derivatives whose signs far away are asked for, written out.
    pub const TAIL: u64 = 300;
    /// A coordinate of a critical point at which values are computed exactly, written out; else bounds are quicker.
    pub const CRITICAL_COORDINATE: u64 = 30;
    /// Sides of an equation with definitions put in, written out.
    pub const DEFINITIONS: u64 = 2_000;
    /// Functions whose limit is looked for.
    pub const LIMIT: usize = 3_000;
    /// A coefficient of a limit's series, written out.
    pub const LIMIT_COEFFICIENT: u64 = 400;
    /// Conditions of a domain that are solved.
    pub const CONDITION: usize = 2_000;
    /// Formulas that are looked into before a run, written out.
    pub const BEFORE_A_RUN: u64 = 2_000;
    /// Derivatives up to the third that make the check of a derivative sharper.
    pub const THIRD_DERIVATIVE: usize = 20_000;
    /// Expressions whose closed parts are proved to be whole numbers.
    pub const SETTLED: usize = 400;
    /// A closed number whose bounds are asked for while normal forms are built.
    pub const CLOSED_NUMBER: usize = 120;
}

/// How deep things may lie within one another.
pub mod depth {
    /// Calls of the user's functions within one another.
    pub const CALLS: usize = 200;
    /// Steps within steps in solving an equation.
    pub const SOLVING: usize = 24;
    /// Conditions that are taken apart into others.
    pub const CONDITIONS: usize = 12;
    /// Functions around an unknown that are undone in a condition.
    pub const PEELED: usize = 12;
    /// Functions within one another that are looked through to see that a formula is monotone.
    pub const MONOTONE: usize = 5;
    /// Exponentials within exponentials in a limit.
    pub const EXPONENTIALS: usize = 8;
    /// Inner functions that are looked through to see where one is constant.
    pub const CONSTANT_CASES: usize = 8;
    /// A closed number whose bounds are asked for while normal forms are built.
    pub const CLOSED_NUMBER: usize = 16;
}

/// The bits of exact numbers; ten bits are three digits.
pub mod bits {
    /// From here on another thread computes greatest common divisors, so that the statement can be stopped meanwhile; below,
    /// they take a few milliseconds at most.
    pub const UNATTENDED: usize = 1 << 15;
    /// Numerators and denominators of every result: some 300,000 digits.
    pub const NUMBER: usize = 1_000_000;
    /// Coefficients of resultants, by their bound.
    pub const RESULTANT: usize = 1_000_000;
    /// Coefficients of polynomials in several unknowns.
    pub const COEFFICIENT: usize = 200_000;
    /// Entries of a matrix in elimination.
    pub const MATRIX_ENTRY: usize = 100_000;
    /// Whole numbers that `floor` and its kin form.
    pub const WHOLE_NUMBER: i64 = 100_000;
    /// Coefficients of formulas that are read as polynomials.
    pub const READ_COEFFICIENT: usize = 20_000;
    /// Values that are followed exactly beside their decimals.
    pub const FOLLOWED_EXACTLY: usize = 4_096;
    /// A closed number whose terms cancel, before its bounds are called wide; there has to be a limit, since it may
    /// be 0.
    pub const CANCELLING: usize = 256;
    /// A closed number whose digits do not settle.
    pub const UNSETTLED: usize = 4_096;
    /// Integer parts of angles: to reduce one takes as many bits of π.
    pub const ANGLE: i64 = 50_000;
}

/// Decimal digits.
pub mod digits {
    /// Numerators and denominators that are read: the length of [`super::bits::NUMBER`], so that every number within
    /// the limit reads back.
    pub const NUMBER: usize = 301_030;
    /// Decimals of a closed number.
    pub const COMPUTED: usize = 10_000;
    /// Places behind the point that are looked at to tell an algebraic number from 0.
    pub const SEPARATING: usize = 3_000;
    /// Decimals of a solution that are asked for.
    pub const SOLUTION: i64 = 1_000;
    /// Digits that tell two solutions apart.
    pub const TOLD_APART: usize = 60;
    /// All coefficients of a power of a sum together: some ten megabytes.
    pub const EXPANDED: f64 = 2e7;
}

/// Memory.
pub mod bytes {
    /// What one statement may take, unless asked otherwise: formulas, digits, text, values.
    pub const STATEMENT: u64 = 256 << 20;
}

/// What one statement may ask for; more is an error.
pub mod requests {
    /// Rows of a table.
    pub const TABLE_ROWS: usize = 100_000;
    /// Runs from different starts or with different settings.
    pub const RUNS: usize = 10_000;
    /// Derivatives that are checked, each at some points.
    pub const CHECKED_DERIVATIVES: usize = 400;
}
