//! TLS: which certificate authorities are trusted.

use std::fmt;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::future::BoxError;

/// Which certificates of servers are accepted: those that the system trusts, unless said otherwise.
///
/// There is no switch that accepts every certificate. For a server of one's own, trust its authority:
///
/// ```no_run
/// use typeloom_runtime::tls::Tls;
///
/// let pem = std::fs::read("authority.pem")?;
/// let tls = Tls::new().with_authorities(&pem)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Tls {
    ignores_system: bool,
    authorities: Vec<CertificateDer<'static>>,
}

impl Tls {
    /// Trusts what the system trusts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts the authorities in a PEM file as well.
    ///
    /// # Errors
    /// When the text holds no certificate, or one that cannot be read.
    pub fn with_authorities(mut self, pem: &[u8]) -> Result<Self, TlsError> {
        let before = self.authorities.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            self.authorities.push(certificate.map_err(|error| TlsError::Unreadable(error.into()))?);
        }
        if self.authorities.len() == before { Err(TlsError::NoCertificate) } else { Ok(self) }
    }

    /// Trusts only the authorities that were given, and none of the system's.
    #[must_use]
    pub fn without_system_authorities(mut self) -> Self {
        self.ignores_system = true;
        self
    }

    /// What connections are made with.
    pub(crate) fn config(&self) -> Result<ClientConfig, TlsError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = self.verifier(provider.clone())?;
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| TlsError::Unreadable(error.into()))?;
        // Not dangerous: the verifier is the system's, or the one of the library with other roots.
        Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
    }

    /// The same, where nothing is encrypted: a system without authorities is no hindrance then.
    #[cfg(feature = "http")]
    pub(crate) fn config_for_plain(&self) -> Result<ClientConfig, TlsError> {
        self.config().or_else(|_| {
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let builder = ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()
                .map_err(|error| TlsError::Unreadable(error.into()))?;
            Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
        })
    }

    fn verifier(&self, provider: Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, TlsError> {
        let unusable = |error: rustls::Error| TlsError::Unusable(error.into());
        if !self.ignores_system {
            let authorities = self.authorities.iter().cloned();
            return Ok(Arc::new(Verifier::new_with_extra_roots(authorities, provider).map_err(unusable)?));
        }
        let mut roots = RootCertStore::empty();
        for authority in &self.authorities {
            roots.add(authority.clone()).map_err(unusable)?;
        }
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build();
        Ok(verifier.map_err(|error| TlsError::Unusable(error.into()))?)
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tls")
            .field("ignores_system", &self.ignores_system)
            .field("authorities", &self.authorities.len())
            .finish()
    }
}

/// Why certificate authorities cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// The text holds none.
    #[error("no certificate is in the PEM text: give one between `-----BEGIN CERTIFICATE-----` and its end")]
    NoCertificate,
    /// A certificate cannot be read.
    #[error("a certificate of an authority cannot be read")]
    Unreadable(#[source] BoxError),
    /// The authorities, or those of the system, cannot be trusted; often there are none.
    #[error("the certificate authorities cannot be used: give at least one, or install those of the system")]
    Unusable(#[source] BoxError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_certificates_is_refused() {
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            assert!(matches!(Tls::new().with_authorities(text.as_bytes()), Err(TlsError::NoCertificate)), "{text}");
        }
        let broken = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
        assert!(matches!(Tls::new().with_authorities(broken.as_bytes()), Err(TlsError::Unreadable(_))));
    }

    #[test]
    fn trusting_nobody_is_an_error() {
        assert!(matches!(Tls::new().without_system_authorities().config(), Err(TlsError::Unusable(_))));
    }
}
