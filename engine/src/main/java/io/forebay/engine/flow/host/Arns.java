package io.forebay.engine.flow.host;

/** Names of what is here. Region and account of a given name are not looked at, so that definitions of AWS name it too. */
public final class Arns {
    private static final String HERE = "arn:aws:states:local:000000000000:";

    private Arns() {}

    public static String machine(String name) {
        return HERE + "stateMachine:" + name;
    }

    public static String execution(String machine, String name) {
        return HERE + "execution:" + machine + ":" + name;
    }

    /** Of a machine of type EXPRESS, where executions of one name are not one. */
    static String express(String machine, String name, String id) {
        return HERE + "express:" + machine + ":" + name + ":" + id;
    }

    static boolean isExpress(String execution) {
        String[] parts = execution.split(":", 7);
        return parts.length == 7 && parts[5].equals("express");
    }

    static String activity(String name) {
        return HERE + "activity:" + name;
    }

    /** The same thing with the region and account of this server. @throws StatesException InvalidArn */
    static String here(String arn, String kind) {
        String[] parts = arn.split(":", 7);
        if (parts.length < 7 || !parts[0].equals("arn") || !parts[2].equals("states") || !parts[5].equals(kind)) {
            throw new StatesException("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        return HERE + kind + ":" + parts[6];
    }
}
