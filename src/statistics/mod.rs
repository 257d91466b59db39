//! Figures, computed from recorded events.
