package io.forebay.spi.store;

/** Is told what a watch sees; called from the watch's own threads, must return soon and not throw. */
public interface ArrivalListener {
    /**
     * This object is complete. It may be told several times, and in any order with others.
     *
     * @param settlement to be settled when what becomes of the object is durable; until then the watch keeps what told
     *     it of the object, and a watch that begins anew tells it again
     */
    void arrived(StoredObject object, Settlement settlement);

    /** Events were lost (an overflow, a new folder tree): list the prefix to be sure. */
    void lost();
}
