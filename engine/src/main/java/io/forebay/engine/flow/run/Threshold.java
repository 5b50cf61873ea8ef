package io.forebay.engine.flow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.ErrorName;

/** How many of a Map's items may fail: it fails when either is exceeded. @param told whether the definition says so */
record Threshold(long count, double percentage, boolean told) {
    static Threshold of(ObjectNode data) {
        return new Threshold(
                data.path("toleratedCount").asLong(),
                data.path("toleratedPercentage").asDouble(),
                data.has("toleratedCount") || data.has("toleratedPercentage"));
    }

    boolean exceeded(int failed, int all) {
        if (failed == 0) {
            return false;
        }
        boolean byCount = count > 0 && failed > count;
        boolean byPercentage = percentage > 0 && failed * 100.0 > percentage * all;
        return byCount || byPercentage || count == 0 && percentage == 0;
    }

    static Failure failure() {
        return Failure.of(ErrorName.TOO_MANY_FAILED, "The specified tolerated failure threshold was exceeded");
    }
}
