//! How much may be done: steps, pieces, candidates, rounds.

/// Steps of counted work that a search or an attempt may take. A step takes about a nanosecond.
pub mod steps {
    /// A statement whose search has no natural end: about four seconds on a common machine. Runs, checks and pictures have
    /// limits of their own.
    pub const STATEMENT: u64 = 4_000_000_000;
    /// After so many a statement is left that has not ended by itself when its search should.
    pub const STATEMENT_AT_MOST: u64 = STATEMENT + STATEMENT / 10;
    /// A table, a picture or a check, which have smaller limits for their parts: about half a minute.
    pub const COMMAND: u64 = 30_000_000_000;
    /// What is found out about a formula before its run: about a second.
    pub const BEFORE_A_RUN: u64 = 1_000_000_000;
    /// Exact algebra that was asked for: some tenths of a second.
    pub const EXACT: u64 = 400_000_000;
    /// Making a formula simpler, over all attempts.
    pub const SIMPLIFY: u64 = 300_000_000;
    /// Finding the intervals in which a polynomial's real roots lie.
    pub const REAL_ROOTS: u64 = 100_000_000;
    /// Finding where the branches of a function meet.
    pub const CORNERS: u64 = 50_000_000;
    /// The factors of a polynomial, in search of a formula for one of its roots.
    pub const CLOSED_FORM: u64 = 30_000_000;
    /// One attempt among many: a few milliseconds.
    pub const BRIEF: u64 = 2_000_000;
    /// Interval programs in a search for all solutions of a system: about two seconds.
    pub const INTERVAL_ROOTS: usize = 40_000_000;
    /// Interval programs in a search for a minimum: about half a second.
    pub const INTERVAL_MINIMUM: usize = 12_000_000;
    /// Interval programs on one way between two points.
    pub const INTERVAL_SEGMENT: usize = 1 << 22;
    /// A question about a limit.
    pub const LIMIT: usize = 60_000;
    /// Trial divisors of a long integer: bits times divisors.
    pub const TRIAL_DIVISION: usize = 1 << 25;
    /// Interval programs for the cuts of a function in a picture: far less than the picture takes.
    pub const PICTURED_CUTS: usize = 2_500;
    /// Interval programs for its critical points.
    pub const PICTURED_POINTS: usize = 1_200;
}

/// Boxes, intervals, cases and regions that something is cut into. When they are spent, what is left of it is not
/// decided.
pub mod pieces {
    /// Boxes that wait at a time in the search for a minimum. All of them are kept, so this bounds its memory.
    pub const GLOBAL_MINIMUM: usize = 500_000;
    /// Boxes too small to cut in which a minimum may lie. Where there are more, the minimisers fill a curve or a
    /// surface.
    pub const MINIMUM_REMNANTS: usize = 3_000;
    /// Boxes too small to cut in which a solution may lie. Where there are more, the solutions fill a curve or a
    /// surface.
    pub const ROOT_REMNANTS: usize = 2_000;
    /// Intervals in the search for the zeros of a function of one unknown.
    pub const ROOTS: usize = 60_000;
    /// Intervals without a decision that are told apart; the others are joined to the last one.
    pub const UNDECIDED: usize = 50;
    /// Branches in solving a system of equations; in each, one equation is solved and put into the others.
    pub const SYSTEM: usize = 2_000;
    /// Cases of an equation that are each solved from the start.
    pub const SOLVED_CASES: usize = 30;
    /// Boxes that cover one way between two points.
    pub const SEGMENT: usize = 400;
    /// Pieces of the box around a sublevel set, and pieces of each of its faces.
    pub const SUBLEVEL: usize = 256;
    /// Intervals in the search for the minima whose rates are told.
    pub const RATES: usize = 20_000;
    /// Intervals of equal width on which the second derivative is bounded: more make the bound hardly better.
    pub const LARGEST_BEND: usize = 512;
    /// Intervals on which the sign of a second derivative is looked for.
    pub const SECOND_DERIVATIVE: usize = 400;
    /// Boxes on which a Hessian matrix is shown to be definite.
    pub const HESSIAN: usize = 3_000;
    /// Places at which a function is cut into smooth pieces.
    pub const CUTS: usize = 500;
    /// Jumps of a step function that are followed one by one.
    pub const JUMPS: i64 = 400;
    /// Places where branches of a function may meet; their combinations double with each.
    pub const CORNERS: usize = 8;
    /// Formulas of a function with kinks, one for each combination of signs.
    pub const SIGN_REGIONS: usize = 16;
    /// Pieces that the conditions on a family of minimisers fall apart into.
    pub const CONDITIONS: usize = 16;
    /// Parts of a family by the remainders of its whole numbers.
    pub const FAMILY: i64 = 36;
    /// Cases of an equation that is shown to hold case by case.
    pub const EQUALITY: usize = 60;
    /// Cases in which derivatives reach a node in reverse; with more the function is derived forward.
    pub const REVERSE_CASES: usize = 8;
}

/// Points, solutions, members of families and numbers that are tried, kept or listed.
pub mod candidates {
    /// Solutions of an equation or a system, and critical points: a longer list nobody reads.
    pub const SOLUTIONS: usize = 2_000;
    /// Members of a family that are listed for a box: as many as there may be solutions.
    pub const MEMBERS: i64 = SOLUTIONS as i64;
    /// Minimisers that are told one by one.
    pub const MINIMISERS: usize = 200;
    /// Minimisers that are compared with one another by symmetries; the comparisons grow with the square.
    pub const SYMMETRIC: usize = 64;
    /// Minimisers of a sum of functions of different unknowns: the products of those of its terms.
    pub const SEPARABLE: usize = 64;
    /// Points that were guessed to reach a bound; more are part of a pattern, which equations describe.
    pub const GUESSED: usize = 16;
    /// Points from which a walk to a common zero of several functions begins.
    pub const WALKS: usize = 160;
    /// Points that are tried before a search for a minimum begins.
    pub const SAMPLES: usize = 200;
    /// The lowest of them, from which the search walks down.
    pub const DESCENTS: usize = 12;
    /// Points with short coordinates at which a search computes the value exactly.
    pub const SHORT_POINTS: usize = 40;
    /// Middles of segments that are tried to show that a function is not convex.
    pub const MIDDLES: usize = 4_000;
    /// Segments on which doubles show it and exact values are compared: doubles seldom err.
    pub const WITNESSES: usize = 12;
    /// Points at which the sides of an equation are compared before it is proved.
    pub const COUNTEREXAMPLES: usize = 38;
    /// Points of a period at which an oscillating limit is looked at: there sines have closed forms.
    pub const PHASES: i64 = 24;
    /// Ways to read a sum or a product as the left side of a rule.
    pub const READINGS: usize = 64;
    /// Questions that are asked about one family.
    pub const QUESTIONS: usize = 60;
    /// Values of a formula that has one for few whole numbers only; each is followed.
    pub const FEW_VALUES: i64 = 20;
    /// Members of each range that are put into the equation as a check.
    pub const CHECKED_MEMBERS: i64 = 5;
    /// Multiples of the shortest wave among which a common period is looked for: 720 is a multiple of all numbers up
    /// to 6, and of 8, 9 and 10.
    pub const PERIODS: i64 = 720;
    /// Whole numbers by which arguments of a recursive function are shifted to one another.
    pub const SHIFTS: i64 = 20;
    /// Denominators of the fractions, and the fractions of π, at which multiple roots are looked for.
    pub const DENOMINATORS: i64 = 12;
    /// Denominators of a fraction to which a number may be a power of another: the roots that people write.
    pub const LOGARITHM_DENOMINATORS: i64 = 12;
    /// Multiples of a logarithm that are tried as values of Lambert's function.
    pub const LAMBERT: i64 = 8;
    /// Divisors that are tried to split numbers in a formula into primes; what is left counts as one.
    pub const PRIMES: i64 = 1_000;
    /// Divisors that are tried to take a factor out of a root. Integers of 32 bits are split completely.
    pub const ROOT_PRIMES: u64 = 1 << 16;
}

/// How often something is done again.
pub mod rounds {
    /// Rounds of simplifying over the whole; mostly two are enough.
    pub const SIMPLIFY: usize = 8;
    /// Rules that are applied to one node, one after the other.
    pub const REWRITING: usize = 40;
    /// Steps in solving one equation.
    pub const SOLVING: usize = 400;
    /// Definitions of definitions that are written out.
    pub const DEFINITIONS: usize = 5;
    /// How often the box in which both sides of an equation may have values is narrowed.
    pub const EQUALITY: usize = 3;
    /// How often a box is contracted before it is cut.
    pub const CONTRACTING: usize = 4;
    /// Halvings of an interval around a minimum: one around 0 gets far shorter than every length that matters.
    pub const RATES: usize = 200;
    /// Bisections that tell two values at algebraic points apart; then a common polynomial decides.
    pub const ALGEBRAIC_VALUES: usize = 120;
    /// How often the distance of a face from a point is doubled, on average over all faces.
    pub const FACE_OUTWARD: usize = 24;
    /// How often that distance is bisected then, to bring the face nearer.
    pub const FACE_INWARD: usize = 5;
    /// Steps of a cycle that is proved in one unknown.
    pub const CYCLE: usize = 64;
    /// Steps of a cycle that is proved in several unknowns: boxes grow in each.
    pub const CYCLE_OF_SEVERAL: usize = 8;
    /// Squarings of a matrix whose norm bounds the spectral radius.
    pub const SPECTRAL_RADIUS: u32 = 6;
    /// Steps of a walk to a common zero of several functions.
    pub const WALK: usize = 60;
    /// How often the box around a minimiser is made smaller, until it is seen that the Hessian matrix is definite in
    /// it.
    pub const ISOLATING: usize = 12;
}
