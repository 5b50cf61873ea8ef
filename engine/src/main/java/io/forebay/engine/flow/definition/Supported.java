package io.forebay.engine.flow.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which fields each type of state has in each language. Source: Amazon States Language, its two tables of fields. */
final class Supported {
    private static final Map<String, String> BOTH = Map.of(
            "Pass", "Next End Assign",
            "Task", "Next End Assign Retry Catch Resource TimeoutSeconds HeartbeatSeconds Credentials",
            "Choice", "Choices Default Assign",
            "Wait", "Next End Assign Seconds Timestamp",
            "Succeed", "",
            "Fail", "Error Cause",
            "Parallel", "Next End Assign Retry Catch Branches",
            "Map",
                    "Next End Assign Retry Catch ItemProcessor ItemSelector MaxConcurrency ToleratedFailureCount"
                            + " ToleratedFailurePercentage ItemReader ItemBatcher ResultWriter Label");
    private static final Map<String, String> PATHS = Map.of(
            "Pass", "InputPath OutputPath Parameters ResultPath Result",
            "Task", "InputPath OutputPath Parameters ResultSelector ResultPath TimeoutSecondsPath HeartbeatSecondsPath",
            "Choice", "InputPath OutputPath",
            "Wait", "InputPath OutputPath SecondsPath TimestampPath",
            "Succeed", "InputPath OutputPath",
            "Fail", "ErrorPath CausePath",
            "Parallel", "InputPath OutputPath Parameters ResultSelector ResultPath",
            "Map",
                    "InputPath OutputPath Parameters ResultSelector ResultPath ItemsPath Iterator MaxConcurrencyPath"
                            + " ToleratedFailureCountPath ToleratedFailurePercentagePath");
    private static final Map<String, String> JSONATA = Map.of(
            "Pass", "Output",
            "Task", "Arguments Output",
            "Choice", "Output",
            "Wait", "Output",
            "Succeed", "Output",
            "Fail", "",
            "Parallel", "Arguments Output",
            "Map", "Output Items");
    private static final List<String> ALWAYS = List.of("Type", "Comment", "QueryLanguage");

    private Supported() {}

    static boolean type(String type) {
        return BOTH.containsKey(type);
    }

    static Set<String> fields(String type, Language language) {
        Set<String> fields = new HashSet<>(ALWAYS);
        Map<String, String> own = language == Language.JSONATA ? JSONATA : PATHS;
        fields.addAll(List.of(BOTH.getOrDefault(type, "").split(" ")));
        fields.addAll(List.of(own.getOrDefault(type, "").split(" ")));
        return fields;
    }
}
