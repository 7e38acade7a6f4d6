// Appended to a CloudFront function: runs it on one event as often as the last argument says.
(function () {
    const text = require('fs').readFileSync(process.argv[2], 'utf8');
    const question = JSON.parse(text);
    globalThis.edgeStore = question.store;
    Date.now = () => question.now;

    function next(left) {
        if (left === 0) {
            return Promise.resolve();
        }
        // A fresh event each time, since the function may change it.
        return Promise.resolve(handler(JSON.parse(text).event)).then(() => next(left - 1));
    }

    next(Number(process.argv[3]));
})();
