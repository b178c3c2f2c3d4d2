//! The looks that cost least where the distribution is known, by dynamic programming on a fine grid.

use super::durations::Durations;

/// The grid, in seconds.
const STEP: f64 = 0.1;
/// Where so few are unfinished, nothing is left to be won.
const OVER: f64 = 1e-7;
/// How many times there are at most.
const TIMES: usize = 40_000;

/// When to look, in seconds, if it is not done before; and what that comes to.
#[derive(Debug)]
pub(super) struct Optimum {
    pub(super) at: Vec<f64>,
    /// How many looks there are on average.
    pub(super) looks: f64,
    /// How late it is seen on average, in seconds.
    pub(super) late: f64,
}

impl Optimum {
    /// Where a look is worth so many seconds of lateness.
    pub(super) fn of(durations: &Durations, worth: f64) -> Self {
        let left: Vec<f64> = (0..TIMES)
            .map(|index| durations.unfinished(index as f64 * STEP))
            .take_while(|left| *left > OVER)
            .collect();
        let mut area = vec![0.0; left.len()];
        for index in 1..left.len() {
            let done = 1.0 - (left[index - 1] + left[index]) / 2.0;
            area[index] = area[index - 1] + done * STEP;
        }
        let late = |from: usize, to: usize| {
            area[to] - area[from] - (1.0 - left[from]) * (to - from) as f64 * STEP
        };
        let mut cost = vec![0.0; left.len()];
        let mut next = vec![left.len(); left.len()];
        for from in (0..left.len().saturating_sub(1)).rev() {
            cost[from] = f64::INFINITY;
            for to in from + 1..left.len() {
                let price = worth * left[from] + late(from, to);
                if price > cost[from] {
                    break;
                }
                if price + cost[to] < cost[from] {
                    (cost[from], next[from]) = (price + cost[to], to);
                }
            }
        }
        let mut optimum = Self { at: Vec::new(), looks: 0.0, late: 0.0 };
        let mut from = 0;
        while let Some(to) = next.get(from).copied().filter(|to| *to < left.len()) {
            optimum.at.push(to as f64 * STEP);
            optimum.looks += left[from];
            optimum.late += late(from, to);
            from = to;
        }
        optimum
    }

    /// The one with so many looks on average, whatever a look is then worth.
    pub(super) fn with_looks(durations: &Durations, looks: f64) -> Self {
        let (mut low, mut high) = (0.01, 100.0);
        for _ in 0..24 {
            let middle = libm::sqrt(low * high);
            let many = Self::of(durations, middle).looks > looks;
            *(if many { &mut low } else { &mut high }) = middle;
        }
        Self::of(durations, high)
    }
}
