//! How a quadratic form bends, by exact symmetric elimination (`LDLᵀ`, Sylvester's law of inertia).

use super::{ArithmeticError, Matrix, Rational, guarded, minus_product, primitive};

/// The signs of a symmetric matrix's eigenvalues, with directions that prove them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// How many eigenvalues are above 0.
    pub positive: usize,
    /// How many are below 0.
    pub negative: usize,
    /// A basis of the null space, one vector for each eigenvalue 0.
    pub kernel: Vec<Vec<Rational>>,
    /// A vector of integers with `vᵀAv > 0`, if there is one.
    pub upward: Option<Vec<Rational>>,
    /// A vector of integers with `vᵀAv < 0`, if there is one.
    pub downward: Option<Vec<Rational>>,
}

/// What the signs of the eigenvalues amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Definiteness {
    /// All above 0.
    PositiveDefinite,
    /// None below 0, some 0, some above.
    PositiveSemidefinite,
    /// All 0.
    Zero,
    /// None above 0, some 0, some below.
    NegativeSemidefinite,
    /// All below 0.
    NegativeDefinite,
    /// Some above 0, some below.
    Indefinite,
}

impl Signature {
    /// What the signs amount to; an empty matrix is positive definite.
    pub fn definiteness(&self) -> Definiteness {
        match (self.positive, self.negative, self.kernel.len()) {
            (_, 0, 0) => Definiteness::PositiveDefinite,
            (0, 0, _) => Definiteness::Zero,
            (_, 0, _) => Definiteness::PositiveSemidefinite,
            (0, _, 0) => Definiteness::NegativeDefinite,
            (0, _, _) => Definiteness::NegativeSemidefinite,
            (_, _, _) => Definiteness::Indefinite,
        }
    }
}

/// Vectors `v` and the values `vᵢᵀAvⱼ`, to be made diagonal.
struct Congruence {
    form: Matrix,
    vectors: Vec<Vec<Rational>>,
    left: Vec<usize>,
}

impl Matrix {
    /// The signs of the eigenvalues of a symmetric matrix; only the symmetric part of another matrix counts.
    pub fn signature(&self) -> Result<Signature, ArithmeticError> {
        let n = self.rows.min(self.columns);
        let half = Rational::new(1, 2).unwrap_or_default();
        let mut form = Matrix::zero(n, n);
        for i in 0..n {
            for j in 0..n {
                form.set(i, j, (self.get(i, j) + self.get(j, i)) * &half);
            }
        }
        let unit = Matrix::identity(n);
        let mut work =
            Congruence { form, vectors: (0..n).map(|i| unit.row(i).to_vec()).collect(), left: (0..n).collect() };
        let mut result = Signature { positive: 0, negative: 0, kernel: Vec::new(), upward: None, downward: None };
        while let Some(pivot) = work.pivot()? {
            let vector = || Some(primitive(&work.vectors[pivot]));
            if work.form.get(pivot, pivot).is_positive() {
                result.positive += 1;
                result.upward = result.upward.or_else(vector);
            } else {
                result.negative += 1;
                result.downward = result.downward.or_else(vector);
            }
            work.eliminate(pivot)?;
        }
        result.kernel = work.left.iter().map(|&i| primitive(&work.vectors[i])).collect();
        Ok(result)
    }

    /// The definiteness of a symmetric matrix.
    pub fn definiteness(&self) -> Result<Definiteness, ArithmeticError> {
        Ok(self.signature()?.definiteness())
    }
}

impl Congruence {
    /// A vector that is left on which the form is not 0; `None` if the form vanishes on what is left.
    fn pivot(&mut self) -> Result<Option<usize>, ArithmeticError> {
        let diagonal = self.left.iter().copied().filter(|&i| !self.form.get(i, i).is_zero());
        if let Some(found) = diagonal.min_by_key(|&i| (self.form.get(i, i).bits(), i)) {
            return Ok(Some(found));
        }
        for (at, &i) in self.left.iter().enumerate() {
            for &j in &self.left[at + 1..] {
                if !self.form.get(i, j).is_zero() {
                    // On v_i + v_j the form has the value 2 v_iᵀAv_j.
                    self.add(i, j, &Rational::ONE)?;
                    return Ok(Some(i));
                }
            }
        }
        Ok(None)
    }

    /// Makes the other vectors conjugate to this one, and takes it away.
    fn eliminate(&mut self, pivot: usize) -> Result<(), ArithmeticError> {
        self.left.retain(|&i| i != pivot);
        let inverse = self.form.get(pivot, pivot).recip()?;
        let coupled: Vec<usize> = self.left.iter().copied().filter(|&i| !self.form.get(i, pivot).is_zero()).collect();
        for &i in &coupled {
            let factor = guarded(self.form.get(i, pivot) * &inverse)?;
            for &j in &coupled {
                let entry = minus_product(self.form.get(i, j), &factor, self.form.get(pivot, j))?;
                self.form.set(i, j, entry);
            }
            self.combine_vectors(i, pivot, &-factor)?;
        }
        Ok(())
    }

    /// `v_i` becomes `v_i + factor*v_k`.
    fn add(&mut self, i: usize, k: usize, factor: &Rational) -> Result<(), ArithmeticError> {
        let minus = -factor;
        for &j in &self.left {
            let entry = minus_product(self.form.get(i, j), &minus, self.form.get(k, j))?;
            self.form.set(i, j, entry);
        }
        for &j in &self.left {
            let entry = minus_product(self.form.get(j, i), &minus, self.form.get(j, k))?;
            self.form.set(j, i, entry);
        }
        self.combine_vectors(i, k, factor)
    }

    fn combine_vectors(&mut self, i: usize, k: usize, factor: &Rational) -> Result<(), ArithmeticError> {
        let minus = -factor;
        for at in 0..self.vectors[i].len() {
            let entry = minus_product(&self.vectors[i][at], &minus, &self.vectors[k][at])?;
            self.vectors[i][at] = entry;
        }
        Ok(())
    }
}
