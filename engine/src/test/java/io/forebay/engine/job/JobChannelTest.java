package io.forebay.engine.job;

import io.forebay.engine.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code svv_copy_job_integrations} tells of where a job's events come from. */
@Timeout(60)
class JobChannelTest extends EngineTest {
    private static final String CHANNEL =
            "SELECT channel_arn, bucket, \"channel state\", job_name, job_state FROM svv_copy_job_integrations";

    @Test
    void tellsOfTheQueueAndWhetherItAnswers() {
        engine.run(COPY + "JOB CREATE j AUTO ON");
        engine.await(CHANNEL, "|lake|Established|j|0");
        engine.store.channel("arn:aws:sqs:eu-west-1:123456789012:q", false);
        engine.await(CHANNEL, "arn:aws:sqs:eu-west-1:123456789012:q|lake|Pending|j|0");
        engine.store.channel("arn:aws:sqs:eu-west-1:123456789012:q", true);
        engine.await(CHANNEL, "arn:aws:sqs:eu-west-1:123456789012:q|lake|Established|j|0");
        engine.run("COPY JOB ALTER j AUTO OFF");
        engine.await(CHANNEL, "|lake|Inactive|j|1");
    }
}
