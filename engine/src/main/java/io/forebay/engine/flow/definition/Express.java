package io.forebay.engine.flow.definition;

import io.forebay.engine.flow.value.Problem;
import io.forebay.engine.flow.value.Problems;
import java.util.List;

/**
 * What a machine of type EXPRESS must not have: tasks that wait for more than an answer, and distributed Maps. Used once.
 * SOURCE: the Step Functions Developer Guide, "Choosing workflow type".
 */
final class Express {
    private final Problems problems = new Problems();

    private Express() {}

    static List<Problem> problems(Machine machine) {
        Express express = new Express();
        express.check(machine, "");
        return express.problems.list();
    }

    private void check(Machine machine, String pointer) {
        machine.states().forEach((name, state) -> check(state, Problems.at(pointer + "/States", name)));
    }

    private void check(State state, String pointer) {
        if (state instanceof State.Task task) {
            check(task.resource(), pointer + "/Resource");
        } else if (state instanceof State.Parallel parallel) {
            for (int place = 0; place < parallel.branches().size(); place++) {
                check(parallel.branches().get(place), pointer + "/Branches/" + place);
            }
        } else if (state instanceof State.Map map) {
            if (map.distribution() != null) {
                problems.schema(pointer, "Express state machine does not support distributed Map states");
            }
            check(map.processor(), pointer + "/ItemProcessor");
        }
    }

    private void check(Resource resource, String pointer) {
        String what = resource.kind() == Resource.Kind.ACTIVITY
                ? "activities"
                : resource.pattern() == Resource.Pattern.SYNC
                        ? "'.sync' service integrations"
                        : resource.pattern() == Resource.Pattern.TOKEN
                                ? "'.waitForTaskToken' service integrations"
                                : "";
        if (!what.isEmpty()) {
            problems.schema(pointer, "Express state machine does not support " + what + ": " + resource.arn());
        }
    }
}
