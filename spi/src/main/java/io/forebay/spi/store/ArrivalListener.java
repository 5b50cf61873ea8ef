package io.forebay.spi.store;

/** Is told what a watch sees; called from the watch's own thread, must return soon and not throw. */
public interface ArrivalListener {
    /** This object is complete. */
    void arrived(StoredObject object);

    /** Events were lost (an overflow, a new folder tree): list the prefix to be sure. */
    void lost();
}
