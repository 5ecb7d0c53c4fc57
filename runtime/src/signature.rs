//! Signatures of requests: Ed25519 (RFC 8032) over a text that says what is asked for, and when.
//!
//! A [`SignatureScheme`] describes that text and the headers that carry the signature; [`SignatureCredentials`] sign
//! requests by it, and an [`AuthTransport`](crate::auth::AuthTransport) sends them. Where the body is signed, it is
//! brought into a [`JsonForm`](crate::json::JsonForm) first, so that what is sent is what was signed. A [`BodySignature`]
//! describes a signature that stands in the body.
//!
//! ```
//! use std::sync::Arc;
//! use std::time::{Duration, UNIX_EPOCH};
//! use typeloom_runtime::auth::AuthTransport;
//! use typeloom_runtime::client::{MemoryTransport, Method, Request, Response, Transport};
//! use typeloom_runtime::clock::ManualClock;
//! use typeloom_runtime::json::JsonForm;
//! use typeloom_runtime::signature::{Field, Part, SignatureCredentials, SignatureScheme, SigningKey, Signature};
//!
//! static SCHEME: SignatureScheme = SignatureScheme::new(
//!     &[Part::Method, Part::Target, Part::Timestamp, Part::Body],
//!     &[("x-key", Field::KeyId), ("x-time", Field::Timestamp), ("x-signature", Field::Signature)],
//! )
//! .body(JsonForm::PYTHON.sorted());
//!
//! let key = SigningKey::from_seed(&[7; 32]);
//! let public = key.public_key();
//! let clock = Arc::new(ManualClock::at(UNIX_EPOCH + Duration::from_secs(1_770_112_800)));
//! let server = MemoryTransport::new();
//! server.reply(Method::Post, "/orders", Response::new(201));
//! let transport = AuthTransport::new(server.clone())
//!     .with(SignatureCredentials::new(&SCHEME, key, "agent-1").with_clock(clock));
//!
//! pollster::block_on(transport.call(Request::new(Method::Post, "/orders").with_json(r#"{"tea":1,"cake":2}"#)))?;
//! let request = &server.requests()[0];
//! let signature: Signature = request.header("x-signature").unwrap().parse()?;
//! public.verify(b"POST\n/orders\n1770112800\n{\"cake\": 2, \"tea\": 1}", &signature)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod body;
mod credentials;
mod key;
mod scheme;
mod skew;

pub use body::{BodySignature, Member, Members};
pub use credentials::SignatureCredentials;
pub use key::{InvalidSignature, KeyError, PublicKey, Signature, SigningKey};
pub use scheme::{Field, OnSkew, Part, SignatureScheme, TextForm, TimestampForm};
pub use skew::ClockSkew;
