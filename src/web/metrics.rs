//! What a monitoring system reads: requests and their times as counted here, the rest as the database says at that moment.
use std::time::Instant;

use chrono::Days;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Data, Request, Response};

use crate::actions::Office;
use crate::clock::business_date;
use crate::domain::loan::State;
use crate::store::StoreError;

/// The media type of what `Metrics::text` gives.
pub const MEDIA_TYPE: (&str, &str) = ("application", "openmetrics-text");

/// The upper bounds of the histogram: from 1 ms, doubling, to 8 s.
const BUCKETS: u16 = 14;
const SHORTEST_SECONDS: f64 = 0.001;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    /// `2xx` to `5xx`.
    class: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfStatus {
    status: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct OfFund {
    fund: String,
}

/// What this process has counted since it started.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    duration: Histogram,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("coopfund");
        let requests = Family::default();
        let duration = Histogram::new(exponential_buckets(SHORTEST_SECONDS, 2.0, BUCKETS));
        registry.register("http_requests", "Requests answered, by class of status", requests.clone());
        let help = "Time from a request's first line to its answer";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, duration.clone());
        Metrics { registry, requests, duration }
    }
}

impl Metrics {
    /// Everything in the text form that Prometheus reads.
    pub async fn text(&self, office: &Office) -> Result<String, StoreError> {
        let state = state_of(office).await?;
        let mut text = String::new();
        let written = encode_registry(&mut text, &self.registry)
            .and_then(|()| encode_registry(&mut text, &state))
            .and_then(|()| encode_eof(&mut text));
        // Writing into a String cannot fail; if it did, a scrape with less in it is still a scrape.
        if let Err(error) = written {
            tracing::error!(%error, "the metrics were not written whole");
        }
        Ok(text)
    }
}

/// The figures of the database at this moment.
async fn state_of(office: &Office) -> Result<Registry, StoreError> {
    let mut registry = Registry::with_prefix("coopfund");
    let unsent = office.store.unsent().await?;
    let waited = unsent.waiting_since.map_or(0, |since| (office.clock.now() - since).num_seconds().max(0));
    let figures = [
        ("outbox_waiting", "Messages waiting to be sent", unsent.waiting),
        ("outbox_failed", "Messages that could not be sent and wait for a person", unsent.failed),
        ("outbox_oldest_waiting_seconds", "How long the oldest waiting message has waited", waited),
    ];
    for (name, help, figure) in figures {
        let gauge: Gauge = Gauge::default();
        gauge.set(figure);
        registry.register(name, help, gauge);
    }
    let loans: Family<OfStatus, Gauge> = Family::default();
    for status in State::ALL {
        loans.get_or_create(&OfStatus { status: status.as_str().to_owned() }).set(0);
    }
    for row in office.store.loans_by_status().await? {
        loans.get_or_create(&OfStatus { status: row.status }).set(row.loans);
    }
    registry.register("loans", "Loans, by status", loans);
    registry.register("closings_lag_days", "Business dates up to yesterday that are not closed", lags(office).await?);
    Ok(registry)
}

/// Of each fund; one that never closed a date lags since the day it was made.
async fn lags(office: &Office) -> Result<Family<OfFund, Gauge>, StoreError> {
    let lags: Family<OfFund, Gauge> = Family::default();
    let yesterday = office.clock.today() - Days::new(1);
    for row in office.store.closed_to().await? {
        let closed = row.business_date.unwrap_or_else(|| business_date(row.fund_made_at) - Days::new(1));
        lags.get_or_create(&OfFund { fund: row.fund_code }).set((yesterday - closed).num_days().max(0));
    }
    Ok(lags)
}

/// Counts every request and its time.
pub struct Meter;

struct Began(Instant);

#[rocket::async_trait]
impl Fairing for Meter {
    fn info(&self) -> Info {
        Info { name: "meter", kind: Kind::Request | Kind::Response }
    }

    async fn on_request(&self, request: &mut Request<'_>, _data: &mut Data<'_>) {
        request.local_cache(|| Began(Instant::now()));
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let Some(metrics) = request.rocket().state::<Metrics>() else { return };
        let class = format!("{}xx", response.status().code / 100);
        metrics.requests.get_or_create(&Answered { class }).inc();
        let began = request.local_cache(|| Began(Instant::now()));
        metrics.duration.observe(began.0.elapsed().as_secs_f64());
    }
}
