package io.forebay.engine.job;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;

/** What the stored text of a job says. */
public record JobText(CopyCommand command, JobOptions options) {}
