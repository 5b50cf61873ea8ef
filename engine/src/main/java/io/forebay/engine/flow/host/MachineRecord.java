package io.forebay.engine.flow.host;

/**
 * A state machine as it is kept.
 *
 * @param express of type EXPRESS
 * @param created in milliseconds since 1970, as is changed
 */
record MachineRecord(
        String arn, String name, String definition, String roleArn, boolean express, long created, long changed) {
    String type() {
        return express ? "EXPRESS" : "STANDARD";
    }
}
