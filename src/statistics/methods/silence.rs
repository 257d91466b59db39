//! What those who said nothing could change: the bounds of C. F. Manski, "Nonparametric bounds on treatment effects", *American
//! Economic Review* 80 (1990), 319–323, and *Partial Identification of Probability Distributions*, 2003, chapter 1. Nothing is
//! supposed of them: the share of all who were asked lies between what it would be had all of them said no and had all said yes.

use crate::kernel::wilson::Rate;

/// The least and the most that the share of all can be: `hits` of the `said` of `asked` did say so; nothing when nobody was asked.
pub fn bounds(hits: u64, said: u64, asked: u64) -> Option<(Rate, Rate)> {
    let silent = asked.checked_sub(said)?;
    Some((Rate::of(hits, asked)?, Rate::of(hits + silent, asked)?))
}

#[cfg(test)]
mod tests {
    use super::super::examples::close;
    use super::*;

    /// C. F. Manski, *Identification Problems in the Social Sciences*, 1995, section 2.2, after I. Piliavin and M. Sosin (1988): of 106
    /// homeless men 64 were found again, of whom 21 were homeless no more: the share of all lies in [21/106, 63/106], [0.20, 0.59]; of 31
    /// women 14 and 3, in [3/31, 20/31], [0.10, 0.65].
    #[test]
    fn the_bounds_are_the_published_ones() {
        for ((hits, said, asked), (least, most)) in
            [((21, 64, 106), (0.20, 0.59)), ((3, 14, 31), (0.10, 0.65))]
        {
            let (low, high) = bounds(hits, said, asked).expect("a figure");
            close(low.share, least, 0.005);
            close(high.share, most, 0.005);
        }
        assert_eq!(bounds(21, 64, 106).map(|(_, high)| high.hits), Some(63));
    }

    #[test]
    fn when_all_said_something_nothing_is_open_and_when_nobody_did_everything_is() {
        assert_eq!(bounds(7, 10, 10).map(|(low, high)| low == high), Some(true));
        assert_eq!(bounds(0, 0, 10).map(|(low, high)| (low.share, high.share)), Some((0.0, 1.0)));
        assert_eq!(bounds(0, 0, 0), None);
    }
}
