package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Purpose;
import java.util.Set;

/** Which of a distribution's behaviours are meant: those of one kind of content, or of all. */
public enum ContentKind {
    /** What changes under its name: manifests and, of stores, what is kept as shortly. Of MediaTailor's own, none. */
    MANIFESTS(Purpose.MANIFEST),
    /** What is played: segments, films, pictures, keys. Of MediaTailor's own, none. */
    MEDIA(Purpose.MEDIA),
    /** Both, and what MediaTailor makes. Not the paths of {@code additionalBehavior} and {@code defaultBehavior}. */
    ALL(Purpose.MANIFEST, Purpose.MEDIA, Purpose.SERVICE);

    private final Set<Purpose> purposes;

    ContentKind(Purpose... purposes) {
        this.purposes = Set.of(purposes);
    }

    Set<Purpose> purposes() {
        return purposes;
    }
}
