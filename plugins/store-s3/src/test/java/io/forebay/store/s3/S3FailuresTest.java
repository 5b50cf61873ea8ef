package io.forebay.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class S3FailuresTest {
    @Test
    void aBucketThatIsNeitherMountedNorInAKnownRegionIsSaidSoWithBothWaysOut() {
        SdkClientException noRegion =
                SdkClientException.create("Unable to load region from any of the providers in the chain");
        ForebayException failure = S3Failures.of(noRegion, ObjectUri.parse("s3://orders/2024/"));
        assertThat(failure).hasMessageContaining("Bucket 'orders' is no folder that is mounted");
        assertThat(failure.hint())
                .hasValueSatisfying(
                        hint -> assertThat(hint).contains("--bucket orders=DIR").contains("store.s3.region"));
    }
}
