//! Italian and English texts.
