package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Purpose;
import java.util.Set;

/** Which of a distribution's behaviours are meant: those of one kind of content, or of all. */
public enum ContentKind {
    /** What changes under its name: manifests and, of stores, what is kept as shortly. Of MediaTailor's own, none. */
    MANIFESTS,
    /** What is played: segments, films, pictures, keys. Of MediaTailor's own, none. */
    MEDIA,
    /** Both, and what MediaTailor makes. Not the paths of {@code additionalBehavior} and {@code defaultBehavior}. */
    ALL;

    Set<Purpose> purposes() {
        return switch (this) {
            case MANIFESTS -> Set.of(Purpose.MANIFEST);
            case MEDIA -> Set.of(Purpose.MEDIA);
            case ALL -> Set.of(Purpose.MANIFEST, Purpose.MEDIA, Purpose.SERVICE);
        };
    }
}
