package io.forebay.engine.flow.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The works that must be under way, and whose they are. */
final class Pending {
    private final Map<String, Work> works = new LinkedHashMap<>();
    private final Map<String, Frame> owners = new HashMap<>();

    Collection<Work> all() {
        return works.values();
    }

    /** Null when there is no such work. */
    @Nullable
    Work find(String id) {
        return works.get(id);
    }

    /** Whose work it is; null when there is none. */
    @Nullable
    Frame owner(String id) {
        return owners.get(id);
    }

    /** Takes what a frame waits for now. */
    void settle(Frame frame) {
        settle(frame, worksOf(frame));
    }

    void forget(Frame frame) {
        settle(frame, List.of());
    }

    private void settle(Frame frame, List<Work> now) {
        if (frame.works.isEmpty() && now.isEmpty()) {
            return;
        }
        Map<String, Work> fresh = new LinkedHashMap<>();
        now.forEach(work -> fresh.put(work.id(), work));
        for (Work work : frame.works) {
            if (!fresh.containsKey(work.id())) {
                works.remove(work.id());
                owners.remove(work.id());
            }
        }
        works.putAll(fresh);
        fresh.keySet().forEach(id -> owners.put(id, frame));
        frame.works = now;
    }

    private static List<Work> worksOf(Frame frame) {
        if (!frame.live()) {
            return List.of();
        }
        if (frame.due != null) {
            String kind = frame.phase == Phase.RETRY ? "retry-" : "wait-";
            return List.of(new Work.Timer(kind + frame.timer, frame.due));
        }
        if (frame.task != null) {
            return frame.task.works();
        }
        return frame.run == null || frame.phase != Phase.WORKING || !frame.run.begun()
                ? List.of()
                : frame.run.works(frame.state);
    }
}
