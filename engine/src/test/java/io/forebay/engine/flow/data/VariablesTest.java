package io.forebay.engine.flow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.StateFailure;
import org.junit.jupiter.api.Test;

/** How much variables may hold: 256 KiB an Assign, 10 MiB in all. */
class VariablesTest {
    /** A member of so many bytes as JSON. */
    private static JsonNode assign(String name, int bytes) {
        return Json.object().put(name, "x".repeat(bytes - 2));
    }

    private static void refuses(Variables variables, JsonNode assigned, String message) {
        assertThatThrownBy(() -> variables.check(assigned, "A"))
                .isInstanceOfSatisfying(
                        StateFailure.class, e -> assertThat(e.error()).isEqualTo(ErrorName.DATA_LIMIT))
                .hasMessageContaining(message);
    }

    @Test
    void holdsSoMuchOfOneAssign() {
        assertThatCode(() -> Variables.NONE.check(assign("v", 262_144), "A")).doesNotThrowAnyException();
        refuses(Variables.NONE, assign("v", 262_145), "262144 bytes");
        ObjectNode two = Json.object().put("v", "x".repeat(200_000));
        two.put("w", "x".repeat(70_000));
        refuses(Variables.NONE, two, "262144 bytes");
    }

    @Test
    void holdsSoMuchInAll() {
        Variables all = Variables.NONE;
        for (int i = 0; i < 40; i++) {
            JsonNode next = assign("v" + i, 262_144);
            all.check(next, "A");
            all = all.with(next);
        }
        refuses(all, assign("more", 3), "10485760 bytes in all");
        refuses(all.inner(), assign("more", 3), "10485760 bytes in all");
        Variables full = all;
        assertThatCode(() -> full.check(assign("v0", 1_000), "A"))
                .as("in the place of another")
                .doesNotThrowAnyException();
        assertThatCode(() -> full.with(assign("v0", 1_000)).check(assign("more", 3), "A"))
                .doesNotThrowAnyException();
    }
}
