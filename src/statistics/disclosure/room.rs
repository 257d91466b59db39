//! Between which numbers a withheld count can lie, for whoever knows the sum of several and what bounds each.

use std::collections::BTreeMap;

/// A withheld count and what bounds it: counts that are seen, and for some a sum that they share with others.
pub(super) struct Cell {
    pub(super) value: u64,
    pub(super) bound: u64,
    /// Which sum it shares, of a group or of all.
    pub(super) shares: Option<Option<usize>>,
    /// It is known to be no less.
    pub(super) least: u64,
}

/// Whether each of these cells, of which only their sum and their bounds are known, could be numbers so far apart, and more than
/// one that is not below what is known of it. Zeros need no room: that nobody did something may be known.
pub(super) fn has_room(
    cells: &[Cell],
    pools: &BTreeMap<Option<usize>, u64>,
    apart: u64,
    needs_room: impl Fn(u64) -> bool,
) -> bool {
    let sum: u64 = cells.iter().map(|cell| cell.value).sum();
    let bounds: u64 = cells.iter().map(|cell| cell.bound).sum();
    let least: u64 = cells.iter().map(|cell| cell.least).sum();
    let mut sharing: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    cells.iter().filter_map(|cell| cell.shares).for_each(|pool| *sharing.entry(pool).or_default() += 1);
    let of_pool = |pool: Option<usize>| pools.get(&pool).copied().unwrap_or_default();
    let all_pools = sharing.keys().fold(0_u64, |all, pool| all.saturating_add(of_pool(*pool)));
    cells.iter().filter(|cell| needs_room(cell.value)).all(|cell| {
        let own_pool = cell.shares.map_or(0, of_pool);
        // Of a sum that it shares with none it has all for itself.
        let is_alone = cell.shares.is_some_and(|pool| sharing.get(&pool) == Some(&1));
        let of_others = if is_alone { all_pools.saturating_sub(own_pool) } else { all_pools };
        let room_of_others = (bounds - cell.bound).saturating_add(of_others);
        let (low, high) = (sum.saturating_sub(room_of_others), sum.min(cell.bound.saturating_add(own_pool)));
        let left_by_others = sum.saturating_sub(least - cell.least);
        high >= low.saturating_add(apart) && high.min(left_by_others) > low.max(cell.least)
    })
}
