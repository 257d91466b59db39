//! Economic sectors: the sections of ATECO 2025 (Istat, CC-BY 4.0), which are those of NACE Rev. 2.1.
//!
//! The names are texts (`accounts-sector-a` …), shortened where Istat's own would not fit a list on a telephone.

crate::text_enum! {
    /// A section of ATECO 2025.
    pub enum Sector {
        A = "A", B = "B", C = "C", D = "D", E = "E", F = "F", G = "G", H = "H", I = "I", J = "J", K = "K",
        L = "L", M = "M", N = "N", O = "O", P = "P", Q = "Q", R = "R", S = "S", T = "T", U = "U", V = "V",
    }
}
