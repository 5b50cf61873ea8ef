package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.TableName;

/**
 * What a copy job does: what JOB ALTER behind a COPY changes.
 *
 * @param changeId grows with every change of any job
 * @param iamRole the role's ARN, or empty
 * @param table where it loads to, as it was resolved when the definition was made
 * @param copyText the COPY without its JOB clause and without secrets
 * @param options the job's options as they stand behind JOB CREATE name, without AUTO; may be empty
 */
public record JobDefinition(
        long changeId, String iamRole, TableName table, String source, String copyText, String options) {}
