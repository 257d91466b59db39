//! How long questions wait, with those that still wait counted as what they are: answered after longer than this.
//!
//! E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", *Journal of the American Statistical
//! Association* 53 (1958), 457–481; the variance is Greenwood's, the interval that of the logarithm of −log S (J. D. Kalbfleisch and
//! R. L. Prentice, *The Statistical Analysis of Failure Time Data*, 2nd edition 2002, section 1.4), which stays within 0–1 and holds
//! its 95 % with few cases.

use super::real;
use crate::kernel::wilson::Z;

/// One wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// How long; in whatever unit the caller chooses.
    pub time: f64,
    /// Whether it ended then, or only was seen so far.
    pub ended: bool,
}

/// The curve falls here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// After so long.
    pub time: f64,
    /// So many waited that long, at least.
    pub at_risk: usize,
    /// So many ended then.
    pub ended: usize,
    /// The share that waits longer.
    pub share: f64,
    /// Bounds of the share; none where nobody waits any longer, since nothing is left that varies.
    pub interval: Option<(f64, f64)>,
}

/// The share that waits longer than a time, for every time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// Where it falls, by time.
    pub steps: Vec<Step>,
    /// How many waits it was made of.
    pub waits: usize,
    /// The longest of them, ended or not: the curve says nothing of what is beyond.
    pub longest: f64,
    /// How long each was seen, in order.
    seen: Vec<f64>,
}

/// A time by which a share ended, as far as the curve gets there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reached {
    /// The time.
    pub time: Option<f64>,
    /// Its bounds; open above where the curve does not get that far.
    pub interval: (Option<f64>, Option<f64>),
}

impl Curve {
    /// The curve of these waits, which are put in order.
    pub fn of(waits: &mut [Wait]) -> Self {
        waits.sort_unstable_by(|one, other| one.time.total_cmp(&other.time));
        let (mut steps, mut share, mut greenwood) = (Vec::new(), 1.0, 0.0);
        let mut rest: &[Wait] = waits;
        while let Some(first) = rest.first() {
            let same = rest.partition_point(|wait| wait.time <= first.time);
            let (at, later) = rest.split_at(same);
            let ended = at.iter().filter(|wait| wait.ended).count();
            if ended > 0 {
                let (n, d) = (real(rest.len()), real(ended));
                share *= (n - d) / n;
                greenwood += d / (n * (n - d));
                let interval = interval(share, greenwood);
                steps.push(Step { time: first.time, at_risk: rest.len(), ended, share, interval });
            }
            rest = later;
        }
        let seen: Vec<f64> = waits.iter().map(|wait| wait.time).collect();
        Self { steps, waits: waits.len(), longest: seen.last().copied().unwrap_or(0.0), seen }
    }

    /// So many were seen to wait longer than `time`.
    pub fn at_risk_after(&self, time: f64) -> usize {
        self.seen.len() - self.seen.partition_point(|seen| *seen <= time)
    }

    /// The last step until `time`; none before the first.
    pub fn step_at(&self, time: f64) -> Option<&Step> {
        let passed = self.steps.partition_point(|step| step.time <= time);
        passed.checked_sub(1).and_then(|last| self.steps.get(last))
    }

    /// The same curve told of these times alone, which are in order: between them it may have fallen at any moment.
    pub fn at_times(&self, times: &[f64]) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        let mut told = 0;
        for time in times {
            let passed = self.steps.partition_point(|step| step.time <= *time);
            if let Some(last) = self.steps.get(told..passed).and_then(<[Step]>::last) {
                let ended = self.steps[told..passed].iter().map(|step| step.ended).sum();
                steps.push(Step { time: *time, ended, ..*last });
                told = passed;
            }
        }
        Self { steps, longest: times.last().copied().unwrap_or(0.0), ..self.clone() }
    }

    /// The time by which a share ended (0.5: the median), with the bounds of R. Brookmeyer and J. Crowley,
    /// *Biometrics* 38 (1982), 29–41: the times at which the curve's own bounds cross. Where the curve has no
    /// bounds it has crossed itself, and how much later it may yet is open.
    ///
    /// Where the curve stands at the share for a while, any time of that while would do. As in R's package
    /// survival it is the middle, up to the longest wait where the curve falls no more: so the median of
    /// waits that all ended is the plain one.
    pub fn reached(&self, share: f64) -> Reached {
        // The product of the shares left may come to a half but for the last bits.
        const ROUNDING: f64 = 1e-9;
        let left = 1.0 - share;
        let middle = |of: fn(&Step) -> f64| -> Option<f64> {
            let at = |level: f64| self.steps.iter().find(|step| of(step) <= level).map(|step| step.time);
            let from = at(left + ROUNDING)?;
            Some(from.midpoint(at(left - ROUNDING).unwrap_or(self.longest)))
        };
        Reached {
            time: middle(|step| step.share),
            interval: (
                middle(|step| step.interval.map_or(step.share, |(low, _)| low)),
                middle(|step| step.interval.map_or(1.0, |(_, high)| high)),
            ),
        }
    }
}

fn interval(share: f64, greenwood: f64) -> Option<(f64, f64)> {
    if share <= 0.0 {
        return None;
    }
    let margin = Z * greenwood.sqrt() / share.ln().abs();
    Some((share.powf(margin.exp()), share.powf((-margin).exp())))
}

#[cfg(test)]
mod tests {
    use super::super::examples::{close, placebo, six_mp};
    use super::*;

    /// Table 4.1A and section 4.2 of J. P. Klein and M. L. Moeschberger, *Survival Analysis*, 2nd edition 2003: the patients of
    /// E. J. Freireich and others, *Blood* 21 (1963), 699–716, who were given 6-MP.
    #[test]
    fn the_curve_is_that_of_the_published_example() {
        let curve = Curve::of(&mut six_mp());
        let shares: Vec<(f64, usize, usize, f64)> =
            curve.steps.iter().map(|step| (step.time, step.at_risk, step.ended, step.share)).collect();
        let published = [
            (6.0, 21, 3, 0.857),
            (7.0, 17, 1, 0.807),
            (10.0, 15, 1, 0.753),
            (13.0, 12, 1, 0.690),
            (16.0, 11, 1, 0.627),
            (22.0, 7, 1, 0.538),
            (23.0, 6, 1, 0.448),
        ];
        assert_eq!(shares.len(), published.len());
        for ((time, at_risk, ended, share), (t, n, d, s)) in shares.into_iter().zip(published) {
            assert_eq!((time, at_risk, ended), (t, n, d));
            close(share, s, 5e-4);
        }
        let median = curve.reached(0.5);
        assert_eq!(median.time, Some(23.0));
        // R: survfit(Surv(time, status) ~ 1, conf.type = "log-log")
        assert_eq!(median.interval, (Some(13.0), None));
        assert_eq!(Curve::of(&mut placebo()).reached(0.5).time, Some(8.0));
    }

    /// R 4.3, survival 3.5: `summary(survfit(Surv(time, status) ~ 1, conf.type = "log-log"))` of the same patients.
    #[test]
    fn the_interval_stays_between_none_and_all() {
        let curve = Curve::of(&mut six_mp());
        let bounds = |time: f64| {
            let step = curve.steps.iter().find(|step| step.time == time);
            step.and_then(|step| step.interval).expect("a figure")
        };
        close(bounds(6.0).0, 0.620, 5e-4);
        close(bounds(6.0).1, 0.952, 5e-4);
        close(bounds(23.0).0, 0.188, 5e-4);
        close(bounds(23.0).1, 0.680, 5e-4);
        for step in curve.steps {
            let (low, high) = step.interval.expect("somebody waits");
            assert!(0.0 <= low && low <= step.share && step.share <= high);
        }
    }

    /// R 4.3, survival 3.5: `quantile(survfit(Surv(1:10, rep(1, 10)) ~ 1, conf.type = "log-log"), c(.5, .9))`: of ten the longest
    /// wait is no bound of the ninth decile, for longer ones may well come.
    #[test]
    fn where_all_ended_it_is_open_how_long_others_may_take() {
        let mut waits: Vec<Wait> = (1..=10).map(|time| Wait { time: f64::from(time), ended: true }).collect();
        let curve = Curve::of(&mut waits);
        assert_eq!(curve.steps.last().map(|step| (step.share, step.interval)), Some((0.0, None)));
        assert_eq!(curve.reached(0.9), Reached { time: Some(9.5), interval: (Some(7.0), None) });
        assert_eq!(curve.reached(0.5), Reached { time: Some(5.5), interval: (Some(1.0), Some(8.0)) });
    }

    /// R 4.2, survival 3.5: `quantile(survfit(Surv(time, ended) ~ 1, conf.type = "log-log"), .5)`.
    #[test]
    fn where_the_curve_stands_at_a_half_the_middle_of_that_while_is_told() {
        let median = |later: [(f64, bool); 5]| {
            let half = (1..=5).map(|time| (f64::from(time), true));
            let mut waits: Vec<Wait> = half.chain(later).map(|(time, ended)| Wait { time, ended }).collect();
            Curve::of(&mut waits).reached(0.5)
        };
        let told = |time, high| Reached { time: Some(time), interval: (Some(1.0), high) };
        let falls_on = [(6.0, false), (7.0, true), (8.0, true), (9.0, true), (10.0, false)];
        assert_eq!(median(falls_on), told(6.0, Some(9.0)));
        let falls_no_more = [(7.0, false), (8.0, false), (9.0, false), (10.0, false), (11.0, false)];
        assert_eq!(median(falls_no_more), told(8.0, None));
        assert_eq!(median([(5.0, false); 5]), told(5.0, None));
    }

    #[test]
    fn without_open_waits_it_is_the_plain_share() {
        let mut waits: Vec<Wait> = (1..=10).map(|time| Wait { time: f64::from(time), ended: true }).collect();
        let curve = Curve::of(&mut waits);
        for step in &curve.steps {
            close(step.share, 1.0 - step.time / 10.0, 1e-12);
        }
        assert_eq!((curve.step_at(0.5), curve.reached(0.5).time), (None, Some(5.5)));
        close(curve.step_at(3.2).expect("a step").share, 0.7, 1e-12);
    }

    #[test]
    fn of_some_times_it_says_what_the_whole_curve_says_of_them() {
        let whole = Curve::of(&mut six_mp());
        let told = whole.at_times(&[8.0, 9.0, 17.0]);
        let steps: Vec<(f64, usize)> = told.steps.iter().map(|step| (step.time, step.ended)).collect();
        assert_eq!((steps, told.longest), (vec![(8.0, 4), (17.0, 3)], 17.0));
        for time in [8.0, 9.0, 17.0] {
            assert_eq!(told.step_at(time).map(|step| step.share), whole.step_at(time).map(|step| step.share));
            assert_eq!(told.at_risk_after(time), whole.at_risk_after(time));
        }
    }

    #[test]
    fn who_only_waits_is_not_answered() {
        let curve = Curve::of(&mut [Wait { time: 3.0, ended: false }]);
        assert_eq!((curve.steps.len(), curve.waits, curve.step_at(9.0)), (0, 1, None));
        assert_eq!((curve.at_risk_after(2.0), curve.at_risk_after(3.0)), (1, 0));
        assert_eq!(curve.reached(0.5), Reached { time: None, interval: (None, None) });
        assert_eq!(Curve::of(&mut []), Curve::default());
    }
}
