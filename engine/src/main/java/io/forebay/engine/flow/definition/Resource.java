package io.forebay.engine.flow.definition;

import java.util.List;
import java.util.Locale;

/**
 * What a task calls, from its ARN. Source: the Step Functions Developer Guide, "Integrating services with Step Functions".
 *
 * @param kind how its history is written
 * @param type as TaskScheduled's resourceType, such as {@code aws-sdk:redshiftdata}
 * @param action as TaskScheduled's resource, such as {@code batchExecuteStatement}, with its pattern
 */
public record Resource(String arn, Kind kind, String type, String action, Pattern pattern) {
    private static final List<String> SYNC = List.of(".sync:2", ".sync");
    private static final String TOKEN = ".waitForTaskToken";

    public enum Kind {
        LAMBDA,
        ACTIVITY,
        SERVICE
    }

    /** When a task is over: with the answer, with the job's end, or with the token's return. */
    public enum Pattern {
        RESPONSE,
        SYNC,
        TOKEN
    }

    public static Resource of(String arn) {
        String[] parts = arn.split(":", 7);
        String rest = parts.length > 6 ? parts[6] : "";
        if (arn.contains(":activity:")) {
            return new Resource(arn, Kind.ACTIVITY, "activity", rest, Pattern.RESPONSE);
        }
        if (arn.contains(":lambda:") && arn.contains(":function:")) {
            return new Resource(arn, Kind.LAMBDA, "lambda", rest, Pattern.RESPONSE);
        }
        String service = parts.length > 5 ? parts[5] : arn;
        if (service.equals("aws-sdk") && rest.contains(":")) {
            service += ":" + rest.substring(0, rest.indexOf(':')).toLowerCase(Locale.ROOT);
            rest = rest.substring(rest.indexOf(':') + 1);
        }
        return new Resource(arn, Kind.SERVICE, service, rest, pattern(rest));
    }

    private static Pattern pattern(String action) {
        if (action.endsWith(TOKEN)) {
            return Pattern.TOKEN;
        }
        return SYNC.stream().anyMatch(action::endsWith) ? Pattern.SYNC : Pattern.RESPONSE;
    }

    /** The action alone, without how its end is awaited. */
    public String call() {
        int dot = action.indexOf('.');
        return dot < 0 ? action : action.substring(0, dot);
    }
}
