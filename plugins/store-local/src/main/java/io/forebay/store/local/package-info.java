/**
 * Folders mounted as buckets. In: {@code s3://BUCKET/KEY}, where KEY is the path below the bucket's folder. Out:
 * objects in key order, their bytes checked to be those described, and arrivals as the kernel tells them. Nothing
 * outside the folder is reached: not by {@code ..}, not by a link.
 *
 * <p>{@link io.forebay.store.local.Disk} is the file system: {@code LinuxDisk} works on file descriptors by JNA,
 * {@code PortableDisk} with java.nio where that is not possible.
 */
@NullMarked
package io.forebay.store.local;

import org.jspecify.annotations.NullMarked;
