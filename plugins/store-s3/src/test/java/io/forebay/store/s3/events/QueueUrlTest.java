package io.forebay.store.s3.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/q, eu-west-1, arn:aws:sqs:eu-west-1:123456789012:q",
        "https://sqs-fips.us-east-2.api.aws/123456789012/q, us-east-2, arn:aws:sqs:us-east-2:123456789012:q",
        "https://vpce-1-a.sqs.us-west-2.vpce.amazonaws.com/123456789012/q, us-west-2,"
                + " arn:aws:sqs:us-west-2:123456789012:q",
        "https://eu-central-1.queue.amazonaws.com/123456789012/q.fifo, eu-central-1,"
                + " arn:aws:sqs:eu-central-1:123456789012:q.fifo",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q, cn-north-1,"
                + " arn:aws-cn:sqs:cn-north-1:123456789012:q",
        "https://sqs.us-gov-west-1.amazonaws.com/123456789012/q, us-gov-west-1,"
                + " arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q"
    })
    void tellsRegionAndArnOfAws(String url, String region, String arn) {
        URI queue = QueueUrl.parse(url);
        assertThat(QueueUrl.region(queue)).contains(region);
        assertThat(QueueUrl.arn(queue)).isEqualTo(arn);
        assertThat(url).startsWith(QueueUrl.endpoint(queue).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9324/000000000000/q",
                "https://sqs.eu-west-1.amazonaws.com.evil.example/123456789012/q",
                "https://xsqs.eu-west-1.amazonaws.com/123456789012/q"
            })
    void knowsNothingOfOthers(String url) {
        URI queue = QueueUrl.parse(url);
        assertThat(QueueUrl.region(queue)).isEmpty();
        assertThat(QueueUrl.arn(queue)).isEqualTo(url);
    }

    @Test
    void keepsThePortOfTheEndpoint() {
        assertThat(QueueUrl.endpoint(URI.create("http://127.0.0.1:9324/000000000000/q")))
                .isEqualTo(URI.create("http://127.0.0.1:9324"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q",
                "arn:aws:sqs:eu-west-1:123456789012:q",
                "https://sqs.eu-west-1.amazonaws.com/",
                "https://user:password@host/1/q",
                "https://user:pass/word:password@ho st/1/q",
                "user:password@host/1/q",
                "ftp://host/1/q",
                "https://ho st/q"
            })
    void refusesWhatIsNoQueue(String text) {
        assertThatThrownBy(() -> QueueUrl.parse(text))
                .hasMessageContaining("is no URL of a queue")
                .hasNoCause()
                .message()
                .doesNotContain("password");
    }
}
