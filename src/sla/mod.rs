//! The promise of 48 hours: policy, calendar, clock events, evaluation and steps.
