//! The same calls as a person writes them with `reqwest` and `serde_json`.

use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::TestResult;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) zip: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    #[serde(rename = "orderId")]
    pub(crate) id: String,
    pub(crate) customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    pub(crate) quantity: u32,
    pub(crate) price: f64,
    pub(crate) is_gift: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) address: Address,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrder {
    pub(crate) customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    pub(crate) quantity: u32,
    pub(crate) price: f64,
    pub(crate) is_gift: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) address: Address,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderPage {
    pub(crate) orders: Vec<Order>,
    pub(crate) total: u32,
}

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A client with the timeouts that the generated ones have, and with an API key where it is given one.
pub(crate) struct ByHand {
    client: reqwest::Client,
    base: String,
    key: Option<String>,
}

impl ByHand {
    pub(crate) fn new(base: &str, key: Option<&str>) -> TestResult<Self> {
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(60))
            .user_agent("by-hand/1.0")
            .build()?;
        Ok(Self { client, base: base.to_owned(), key: key.map(str::to_owned) })
    }

    pub(crate) async fn find(&self, order_id: &str) -> TestResult<Order> {
        let url = format!("{}/v1/orders/{}", self.base, utf8_percent_encode(order_id, SEGMENT));
        self.answer(self.client.get(url)).await
    }

    pub(crate) async fn list(&self, page_size: u32, customer: &str) -> TestResult<OrderPage> {
        let customer = utf8_percent_encode(customer, SEGMENT);
        let url = format!("{}/v1/orders?pageSize={page_size}&customer={customer}", self.base);
        self.answer(self.client.get(url)).await
    }

    pub(crate) async fn quote(&self, order: &NewOrder) -> TestResult<Order> {
        let request = self.client.post(format!("{}/v1/quotes", self.base));
        let request = request.header("content-type", "application/json").body(serde_json::to_vec(order)?);
        self.answer(request).await
    }

    async fn answer<T: DeserializeOwned>(&self, mut request: reqwest::RequestBuilder) -> TestResult<T> {
        request = request.header("accept", "application/json");
        if let Some(key) = &self.key {
            request = request.header("x-api-key", key).header("accept-language", "en");
        }
        let response = request.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}
