package io.github.cdkmediadelivery.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProps;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOriginWithOACProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.jsii.JsiiObject;
import software.amazon.jsii.JsiiObjectRef;
import software.amazon.jsii.NativeType;
import software.constructs.IConstruct;

/**
 * Objects of the CDK's that static methods make, received without asking which class they are.
 *
 * <p>The jsii runtime sends a request for the name of the class of each object that Java receives for the first time.
 * Here the class is known: half of the requests of such a call are saved.
 */
final class Unnamed extends JsiiObject {

    private Unnamed() {
        super(InitializationMode.JSII);
    }

    private static JsiiObjectRef call(Class<?> type, String method, Object... arguments) {
        return JsiiObjectRef.parse(jsiiStaticCall(type, method, NativeType.forClass(JsonNode.class), arguments));
    }

    static PolicyStatement statement(Map<String, Object> json) {
        return new Written(call(PolicyStatement.class, "fromJson", json));
    }

    static Validations validations(IConstruct scope) {
        return new Said(call(Validations.class, "of", scope));
    }

    static IOrigin signed(IBucket bucket, S3BucketOriginWithOACProps access) {
        return new Files(call(S3BucketOrigin.class, "withOriginAccessControl", bucket, access));
    }

    static IOrigin plain(IBucket bucket, OriginProps properties) {
        return new Files(call(S3BucketOrigin.class, "withBucketDefaults", bucket, properties));
    }

    private static final class Written extends PolicyStatement {
        private Written(JsiiObjectRef found) {
            super(found);
        }
    }

    private static final class Said extends Validations {
        private Said(JsiiObjectRef found) {
            super(found);
        }
    }

    private static final class Files extends S3BucketOrigin {
        private Files(JsiiObjectRef found) {
            super(found);
        }
    }
}
