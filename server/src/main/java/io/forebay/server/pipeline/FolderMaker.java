package io.forebay.server.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.host.StateMachines;
import io.forebay.engine.schedule.Scheduling;
import java.util.Set;

/** Makes in this server what the files say. */
public record FolderMaker(StateMachines machines, Scheduling scheduling) implements PipelineFolder.Maker {
    @Override
    public void machine(String name, String definition) {
        machines.put(name, definition);
    }

    @Override
    public void schedule(String name, JsonNode definition) {
        scheduling.putSchedule(name, definition);
    }

    @Override
    public void trigger(String name, JsonNode definition) {
        scheduling.putTrigger(name, definition);
    }

    @Override
    public void filesAre(Set<String> schedules, Set<String> triggers) {
        scheduling.filesAre(schedules, triggers);
    }
}
