package io.forebay.engine.merge;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of one of the procedures: its arguments by name.
 *
 * @param procedure without its schema, in lower case
 * @param values by the names of the parameters; null values are left out
 */
record MergeCall(String procedure, Map<String, String> values) {
    /**
     * @param signature the parameters in their order, required ones first
     * @param required how many of them must be given
     * @param arguments each with the name that it was given with, or none for its place
     */
    static MergeCall of(String procedure, List<String> signature, int required, List<MergeArgument> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        int place = 0;
        for (MergeArgument argument : arguments) {
            String name = argument.name();
            if (name == null && place >= signature.size()) {
                throw wrong(procedure, "takes at most " + signature.size() + " arguments", signature);
            }
            String parameter = name == null ? signature.get(place++) : name;
            if (!signature.contains(parameter)) {
                throw wrong(procedure, "has no parameter \"" + parameter + "\"", signature);
            }
            if (argument.value() != null && values.put(parameter, argument.value()) != null) {
                throw wrong(procedure, "is given \"" + parameter + "\" twice", signature);
            }
        }
        for (String parameter : signature.subList(0, required)) {
            if (!values.containsKey(parameter)) {
                throw wrong(procedure, "needs \"" + parameter + "\"", signature);
            }
        }
        return new MergeCall(procedure, values);
    }

    private static ForebayException wrong(String procedure, String what, List<String> signature) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "forebay." + procedure + " " + what)
                .withHint("forebay." + procedure + "(" + String.join(", ", signature) + ")");
    }

    String required(String parameter) {
        return Optional.ofNullable(values.get(parameter)).orElseThrow();
    }

    @Nullable
    String optional(String parameter) {
        return values.get(parameter);
    }

    /** Names between commas; a name in double quotes is taken as it is, another in lower case. */
    List<String> names(String parameter) {
        List<String> names = new ArrayList<>();
        String value = values.getOrDefault(parameter, "");
        for (String part : value.isBlank() ? new String[0] : value.split(",", -1)) {
            String name = MergeSql.name(part, parameter);
            if (names.contains(name)) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER, "\"" + name + "\" stands twice in " + parameter);
            }
            names.add(name);
        }
        return names;
    }

    /** Whether two of the parameters name the same column. */
    void refuseSame(Set<String> parameters) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (String parameter : parameters) {
            for (String name : names(parameter)) {
                String other = seen.put(name, parameter);
                if (other != null) {
                    throw new ForebayException(
                            CommonError.INVALID_PARAMETER,
                            "column \"" + name + "\" is named by " + other + " and by " + parameter);
                }
            }
        }
    }
}
