//! tmp
pub fn pow(x:f64,y:f64)->f64{libm::pow(x,y)}
pub fn powi(x:f64,n:i32)->f64{x.powi(n)}
