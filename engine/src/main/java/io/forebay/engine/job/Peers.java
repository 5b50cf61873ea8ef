package io.forebay.engine.job;

import io.forebay.engine.ledger.JobSignals;
import io.forebay.engine.ledger.Leases;

/** This server among those of its warehouse. */
record Peers(Leases leases, JobShare share, JobSignals signals) {}
