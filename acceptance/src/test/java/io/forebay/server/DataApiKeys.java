package io.forebay.server;

/** Credentials for the SDK's own chain, which looks into the system properties. */
final class DataApiKeys {
    private DataApiKeys() {}

    static void give() {
        System.setProperty("aws.accessKeyId", "AKIDFORTESTS");
        System.setProperty("aws.secretAccessKey", "a-secret-that-is-never-shown");
    }

    static void take() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
