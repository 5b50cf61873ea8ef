package io.forebay.engine.repair;

import io.forebay.engine.job.HeldJob;
import io.forebay.engine.load.Replayed;

/** COPY JOB REPLAY: the rejected records that a job has kept, and that are rows now, are loaded. */
public final class Replay {
    private final Repairs repairs;

    Replay(Repairs repairs) {
        this.repairs = repairs;
    }

    /**
     * @return what to tell the user
     * @throws io.forebay.spi.ForebayException WRONG_STATE when the job keeps none
     */
    public String records(String name, Caller caller) {
        return repairs.jobs()
                .hold(
                        name,
                        caller.cancelled(),
                        held -> told(held, repairs.jobs().replay(held, caller.userId(), caller.cancelled())));
    }

    private static String told(HeldJob held, Replayed done) {
        return done.loaded() + " rejected record(s) of copy job '" + held.job().name() + "' loaded into table '"
                + held.job().table().name() + "'"
                + (done.rows() == done.loaded() ? "" : " as " + done.rows() + " row(s)") + ", " + done.stays()
                + " stay in '" + done.table() + "'."
                + (done.gone() == 0
                        ? ""
                        : "  " + done.gone() + " of them are of files that were removed or replaced since: DELETE them,"
                                + " or set load_id to 0 when their rows are in no file that loads.")
                + (done.withoutText() == 0
                        ? ""
                        : "  " + done.withoutText()
                                + " of them are not whole there: write the record into raw_record and"
                                + " set raw_complete to true.");
    }
}
