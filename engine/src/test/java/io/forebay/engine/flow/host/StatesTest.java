package io.forebay.engine.flow.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.EngineTest;
import io.forebay.engine.dataapi.DataApi;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of state machines by their API; tasks may call {@code own:…}, which the test answers. */
abstract class StatesTest extends EngineTest {
    static final ObjectMapper JSON = new ObjectMapper();

    DataApi api;
    StateMachines machines;

    @BeforeEach
    final void openMachines() {
        api = engine.dataApi(folder.resolve("api"), Clock.systemUTC());
        open();
    }

    /** Once more, after they were closed. */
    final void open() {
        machines = engine.machines(folder.resolve("flow"), api, Map.of("own", this::own), Clock.systemUTC());
    }

    @AfterEach
    final void closeMachines() {
        machines.close();
        api.close();
    }

    /** As {@link TaskService#call}. */
    abstract JsonNode own(TaskCall call) throws TaskFailure, InterruptedException;

    final JsonNode call(String operation, Object... members) {
        ObjectNode request = JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            request.set(members[i].toString(), JSON.valueToTree(members[i + 1]));
        }
        return machines.call(operation, request);
    }
}
