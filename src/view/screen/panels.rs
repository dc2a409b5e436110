//! What stands over and under the panes for a while: lists to choose from, and what is said of a passage.

pub mod counterpart;
pub mod evidence;
pub mod findings;
pub mod ledger;
pub mod list;
pub mod outline;
pub mod records;
pub mod themes;
