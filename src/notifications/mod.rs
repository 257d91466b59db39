//! Which mail follows from which event, and to whom.
