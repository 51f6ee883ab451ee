//! The background work: one task that sends what is due and closes the days that have ended. It is started when the server
//! is up and stopped by Rocket's shutdown, after the message in hand. A failure is logged and never ends it.
use std::time::Duration;

use rocket::fairing::{Fairing, Info, Kind};
use rocket::{Orbit, Rocket, Shutdown};
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::actions::{Office, end_of_day, sweep};
use crate::mail::{Sender, send_due};

/// How often the worker looks without being rung: for retries that have become due, for midnight, and for what other
/// processes on the same database left.
const ROUND_SECONDS: u64 = 30;
/// The most messages of one round, so that the end of day is not kept waiting by a flood of them.
const MESSAGES_A_ROUND: u32 = 50;
/// How long a stop waits for the work in hand; what is cut after that is taken up again when its claim has run out.
const STOP_SECONDS_MAX: u64 = 10;

/// Starts and stops the worker with the server.
#[derive(Default)]
pub struct Worker {
    task: Mutex<Option<JoinHandle<()>>>,
}

#[rocket::async_trait]
impl Fairing for Worker {
    fn info(&self) -> Info {
        Info { name: "worker", kind: Kind::Liftoff | Kind::Shutdown }
    }

    async fn on_liftoff(&self, rocket: &Rocket<Orbit>) {
        let Some(office) = rocket.state::<Office>() else { return };
        match Sender::open(&office.config.mail) {
            Ok(sender) => *self.task.lock().await = Some(tokio::spawn(work(office.clone(), sender, rocket.shutdown()))),
            Err(error) => tracing::error!(%error, "no mail is sent and no day is closed by this process"),
        }
    }

    async fn on_shutdown(&self, _rocket: &Rocket<Orbit>) {
        if let Some(task) = self.task.lock().await.take()
            && tokio::time::timeout(Duration::from_secs(STOP_SECONDS_MAX), task).await.is_err()
        {
            tracing::warn!("the worker was cut off in the middle of its work; it is taken up again at the next start");
        }
    }
}

/// Works until told to stop. A round that had work to do is followed by the next at once.
async fn work(office: Office, sender: Sender, mut stop: Shutdown) {
    let mut swept = None;
    loop {
        let more = round(&office, &sender).await;
        let today = office.clock.today();
        if swept != Some(today) {
            swept = sweep_away(&office).await.then_some(today);
        }
        let pause = if more { Duration::ZERO } else { Duration::from_secs(ROUND_SECONDS) };
        tokio::select! {
            biased;
            () = &mut stop => return,
            () = office.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Once a day what nobody needs any more goes; whether it went.
async fn sweep_away(office: &Office) -> bool {
    match sweep::sweep(office).await {
        Ok(swept) if swept == sweep::Swept::default() => true,
        Ok(swept) => {
            tracing::info!(?swept, "what nobody needs any more");
            true
        }
        Err(error) => {
            tracing::error!(%error, "what nobody needs any more could not be swept away");
            false
        }
    }
}

/// One round; whether messages were left over.
async fn round(office: &Office, sender: &Sender) -> bool {
    if let Err(error) = office.refresh_calendar().await {
        tracing::error!(%error, "the calendar could not be looked at");
    }
    let more = match send_due(office, sender, MESSAGES_A_ROUND).await {
        Ok(summary) => {
            if !summary.is_empty() {
                tracing::info!(?summary, "mail");
            }
            summary.total() == MESSAGES_A_ROUND
        }
        Err(error) => {
            tracing::error!(%error, "mail could not be looked at");
            false
        }
    };
    let Some(yesterday) = office.clock.today().pred_opt() else { return more };
    match end_of_day::close_through(office, yesterday).await {
        Ok(closed) if closed.is_empty() => {}
        Ok(closed) => tracing::info!(days = closed.len(), through = %yesterday, "end of day"),
        Err(error) => tracing::error!(%error, "end of day"),
    }
    more
}
