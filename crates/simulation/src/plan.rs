//! What a world is made from: a seed, and bounds that can be made smaller when it fails.

use std::fmt;
use std::str::FromStr;

use crate::Fault;
use crate::chance::Chance;

/// What a world is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What all its chance comes from.
    pub seed: u64,
    /// How many jobs are asked for.
    pub jobs: u64,
    /// How many tabs there may be at once.
    pub tabs: u64,
    /// After how many steps the trouble is over.
    pub steps: u64,
    /// After how many faults the trouble is over.
    pub faults: u64,
    /// How many exchanges in a thousand go wrong.
    pub rate: u64,
    /// After how many steps in a thousand a page or a person does something.
    pub meddling: u64,
    /// Kinds of fault that don't happen, a bit for each.
    pub without: u64,
}

impl Plan {
    /// The world of a seed: mostly few jobs, sometimes up to 500.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Chance::new(seed, 1);
        let jobs = match chance.below(100) {
            0..60 => chance.between(1, 3),
            60..90 => chance.between(4, 20),
            90..99 => chance.between(21, 100),
            _ => chance.between(101, 500),
        };
        Self {
            seed,
            jobs,
            tabs: chance.pick(&[1, 1, 1, 2, 3]).unwrap_or(1),
            steps: jobs * chance.between(5, 60) + 20,
            faults: u64::MAX,
            rate: chance.pick(&[0, 20, 100, 200, 400, 700]).unwrap_or(0),
            meddling: chance.pick(&[0, 10, 50, 100, 200]).unwrap_or(0),
            without: 0,
        }
    }

    /// Whether faults of this kind happen.
    pub(crate) const fn has(&self, fault: Fault) -> bool {
        self.without & (1 << fault as u64) == 0
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, jobs, tabs, steps, faults, rate, meddling, without } = self;
        write!(
            f,
            "seed={seed},jobs={jobs},tabs={tabs},steps={steps},faults={faults},rate={rate},\
             meddling={meddling},without={without}"
        )
    }
}

impl FromStr for Plan {
    type Err = String;

    /// Reads what [`Display`](fmt::Display) writes; what is not said is as the seed has it.
    fn from_str(text: &str) -> Result<Self, String> {
        let pairs: Vec<(&str, u64)> = text
            .split(',')
            .map(|pair| {
                let (name, value) = pair.split_once('=').ok_or(format!("{pair}: no name=value"))?;
                let value = value.parse().map_err(|_| format!("{pair}: no number"))?;
                Ok((name, value))
            })
            .collect::<Result<_, String>>()?;
        let seed = pairs.iter().find(|(name, _)| *name == "seed").ok_or("it names no seed")?.1;
        let mut plan = Self::of_seed(seed);
        for (name, value) in pairs {
            match name {
                "seed" => {}
                "jobs" => plan.jobs = value,
                "tabs" => plan.tabs = value,
                "steps" => plan.steps = value,
                "faults" => plan.faults = value,
                "rate" => plan.rate = value,
                "meddling" => plan.meddling = value,
                "without" => plan.without = value,
                other => return Err(format!("there is no {other}")),
            }
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_as_it_is_written() {
        let plan = Plan { jobs: 1, without: 5, ..Plan::of_seed(7) };
        assert_eq!(plan.to_string().parse(), Ok(plan));
        assert_eq!("seed=7".parse(), Ok(Plan::of_seed(7)));
        assert!("jobs=7".parse::<Plan>().is_err());
    }

    #[test]
    fn every_kind_of_fault_has_a_bit() {
        assert!(Fault::ALL.len() <= 64);
        let without = Plan { without: u64::MAX, ..Plan::of_seed(7) };
        assert!(!Fault::ALL.iter().any(|fault| without.has(*fault)));
    }
}
