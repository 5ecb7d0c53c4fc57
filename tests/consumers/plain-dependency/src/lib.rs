//! A crate that depends on a generated one and knows nothing of Typeloom.

use aion_sdk::{CapabilityReference, CapabilitySubject, ControlPlanePaths};

/// Where the MCP server of a distribution is.
///
/// # Errors
/// When the base or the id cannot be part of a URL.
pub fn server_of(base: &str, distribution: &str) -> Result<String, Box<dyn std::error::Error>> {
    let paths = ControlPlanePaths::new(base)?;
    let reference = CapabilityReference::primary_mcp(CapabilitySubject::distribution(distribution)?);
    Ok(paths.capability_url(&reference)?)
}
