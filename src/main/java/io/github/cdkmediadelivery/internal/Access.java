package io.github.cdkmediadelivery.internal;

/** What a viewer must show. */
public sealed interface Access extends Concern permits Signature, AccessToken {

    /** The same but for some paths. */
    Access exceptFor(OpenPaths paths);
}
