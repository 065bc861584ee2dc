/** Where a drawing is kept between visits: IndexedDB, so that its size is no matter. */

const DATABASE = "sketch2art";
const SHELF = "drawings";
const PLACE = "paper";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

function open() {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  return done(opening);
}

/** @param {IDBTransactionMode} mode */
async function shelf(mode) {
  opened ??= open();
  return (await opened).transaction(SHELF, mode).objectStore(SHELF);
}

/** Keeps a drawing; where storing is forbidden or full, drawing goes on unkept. @param {unknown} drawing */
export async function keep(drawing) {
  try {
    await done((await shelf("readwrite")).put(drawing, PLACE));
    return true;
  } catch {
    return false;
  }
}

/** What was kept last, undefined if nothing was. @returns {Promise<unknown>} */
export async function kept() {
  try {
    return await done((await shelf("readonly")).get(PLACE));
  } catch {
    return undefined;
  }
}
