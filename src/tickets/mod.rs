//! Questions and their conversation: ask, queue, claim, answer, wait, reopen.
