import { SearchInput } from '@vitrine/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMedia } from '../../testing/add-media.ts';
import { openTestDomain, type TestDomain } from '../../testing/open-test-domain.ts';
import type { Scope } from '../scope.ts';
import { searchMedia } from './search-media.ts';

let domain: TestDomain;
let scope: Scope;
beforeAll(async () => {
  domain = await openTestDomain();
  const site = await domain.addSite();
  scope = await site.as('admin');
  for (const [index, file] of library.entries()) {
    const [title, about = '', filename = 'picture.jpg', alt = ''] = file;
    await addMedia(domain.services.db, site.namespaceId, {
      title,
      description: about,
      originalFilename: filename,
      alt: alt ? { en: alt } : {},
      createdAt: new Date(Date.UTC(2026, 0, 1 + index)),
    });
  }
  await domain.services.db.pool.query('select refresh_vocabulary($1)', [site.namespaceId]);
});
afterAll(() => domain[Symbol.asyncDispose]());

/** Title, description, file name, alt text: as a small newsroom would have them, the oldest first. */
const library: readonly (readonly [string, string?, string?, string?])[] = [
  ['Sunset over Berlin', 'The television tower in the evening light', 'IMG_0412.jpg'],
  ['Berlin', 'Map of the city with all districts', 'berlin-map.pdf'],
  ['Berlin Marathon 2025', 'Runners at the Brandenburg Gate', 'marathon_start.jpg'],
  ['Brandenburg Gate at night', 'Berlin, long exposure', 'DSC_1001.jpg'],
  ['Sunset', 'Red sky above the sea', 'sunset.jpg'],
  ['Sunset at the lake', 'Boats on Lake Constance', 'lake_sunset.jpg'],
  ['Sunrise at the lake', 'Mist before the sunset of summer', 'lake_morning.jpg'],
  ['Beach chairs', 'Usedom. A sunset would have been nicer', 'beach.jpg'],
  ['Giraffe in the zoo', 'Berlin Zoological Garden', 'giraffe.jpg', 'A giraffe eats leaves'],
  ['Two giraffes', 'Serengeti', 'serengeti_17.jpg', 'Giraffes on the plain'],
  ['Elephants at the water hole', 'With a giraffe in the background', 'elephants.jpg'],
  ['Coffee and croissant', 'Breakfast in a café', 'breakfast.jpg'],
  ['Café Einstein', 'Interior', 'cafe-einstein.jpg', 'Guests of a café in Berlin'],
  ['Cafeteria', 'Canteen of the university', 'canteen.jpg'],
  ['Annual report 2024', 'Figures and outlook', 'annual-report-2024.pdf'],
  ['Annual report 2025', 'Figures and outlook', 'annual-report-2025.pdf'],
  ['Report from the board', 'Mentions the annual general meeting', 'board.pdf'],
  ['Portrait of Anna Schmidt', 'Head of finance', 'anna_schmidt.jpg', 'Anna Schmidt smiles'],
  ['Anna and Peter at the fair', 'Hanover 2025', 'fair.jpg'],
  ['Peter Schmidt', 'Head of sales', 'peter.jpg'],
  ['Mountain hut', 'Hikers in front of a hut in the Alps', 'hut.jpg'],
  ['Mountains in winter', 'Snow on the Zugspitze', 'winter_alps.jpg'],
  ['Mountain bike race', 'Downhill in Austria', 'race.mp4'],
  ['Bike lane', 'New cycle path along the river', 'lane.jpg'],
  ['City bike rental', 'Station at the town hall', 'rental.jpg'],
  ['Town hall', 'Facade with clock tower', 'townhall.jpg'],
  ['Press conference at the town hall', 'The mayor speaks', 'press.jpg'],
  ['Mayor at her desk', 'Press photo, free for editorial use', 'mayor.jpg'],
  ['Logo', 'Company logo, dark', 'logo-dark.svg'],
  ['Logo white', 'Company logo for dark backgrounds', 'logo-white.svg'],
  ['Brand guidelines', 'How to use logo and colours', 'brand.pdf'],
  ['Hero banner winter sale', 'Snowflakes on blue', 'hero-banner_winter.jpg'],
  ['Hero banner summer sale', 'Beach with umbrella', 'hero-banner_summer.jpg'],
  ['Summer party', 'Staff with drinks in the garden', 'party_01.jpg'],
  ['Summer party group photo', 'All of the staff', 'party_02.jpg'],
  ['Garden furniture', 'Product picture, chair and table', 'chair.jpg', 'Wooden chair beside a table'],
  ['Office chair', 'Product picture', 'office_chair.jpg'],
  ['Table tennis', 'In the break room of the office', 'pingpong.jpg'],
  ['Office building', 'New headquarters in Munich', 'hq.jpg'],
  ['Oktoberfest', 'Tents in Munich', 'oktoberfest.jpg'],
  ['Munich skyline with Alps', 'View from the Olympic tower', 'skyline.jpg'],
  ['Olympic stadium', 'Berlin, 1936', 'stadium.jpg'],
  ['Interview with the coach', 'After the match in the stadium', 'interview.mp3'],
  ['Match report', 'Hertha against Union', 'match.pdf'],
  ['Dog on the beach', 'Labrador runs through the waves', 'dog.jpg', 'A dog runs on a beach'],
  ['Hot dog stand', 'Street food in New York', 'hotdog.jpg'],
  ['New York', 'Skyline', 'nyc.jpg'],
  ['York Minster', 'Cathedral in the north of England', 'york.jpg'],
  ['New year fireworks', 'Sydney', 'fireworks.jpg'],
  ['Climate strike', 'Young people with posters', 'strike.jpg'],
  ['Climate chart', 'Temperatures since 1880', 'chart.png'],
  ['Temperature map', 'Europe in July', 'map.png'],
];

/** What somebody types, and what they expect to see first. Where fewer than three fit, only those. */
const judged: readonly (readonly [string, readonly string[]])[] = [
  ['sunset', ['Sunset', 'Sunset at the lake', 'Sunset over Berlin']],
  ['sunset berlin', ['Sunset over Berlin']],
  ['berlin sunset', ['Sunset over Berlin']],
  ['berlin', ['Berlin', 'Berlin Marathon 2025', 'Sunset over Berlin']],
  ['brandenburg', ['Brandenburg Gate at night', 'Berlin Marathon 2025']],
  ['giraffe', ['Giraffe in the zoo', 'Two giraffes', 'Elephants at the water hole']],
  ['giraf', ['Giraffe in the zoo', 'Two giraffes', 'Elephants at the water hole']],
  ['girafe', ['Giraffe in the zoo', 'Two giraffes', 'Elephants at the water hole']],
  ['zoo', ['Giraffe in the zoo']],
  ['cafe', ['Café Einstein', 'Cafeteria', 'Coffee and croissant']],
  ['café berlin', ['Café Einstein']],
  ['annual report', ['Annual report 2025', 'Annual report 2024', 'Report from the board']],
  ['annual report 2024', ['Annual report 2024']],
  ['report', ['Report from the board', 'Match report', 'Annual report 2025']],
  ['anna', ['Anna and Peter at the fair', 'Portrait of Anna Schmidt']],
  ['schmidt', ['Peter Schmidt', 'Portrait of Anna Schmidt']],
  ['peter schmidt', ['Peter Schmidt']],
  ['mountain', ['Mountain hut', 'Mountain bike race', 'Mountains in winter']],
  ['mountain bike', ['Mountain bike race']],
  ['bike', ['Bike lane', 'City bike rental', 'Mountain bike race']],
  ['town hall', ['Town hall', 'Press conference at the town hall', 'City bike rental']],
  ['mayor', ['Mayor at her desk', 'Press conference at the town hall']],
  ['press', ['Press conference at the town hall', 'Mayor at her desk']],
  ['logo', ['Logo', 'Logo white', 'Brand guidelines']],
  ['logo-dark', ['Logo']],
  ['hero banner', ['Hero banner summer sale', 'Hero banner winter sale']],
  ['hero winter', ['Hero banner winter sale']],
  ['summer party', ['Summer party', 'Summer party group photo']],
  ['winter', ['Mountains in winter', 'Hero banner winter sale']],
  ['chair', ['Office chair', 'Garden furniture', 'Beach chairs']],
  ['office', ['Office chair', 'Office building', 'Table tennis']],
  ['munich', ['Munich skyline with Alps', 'Oktoberfest', 'Office building']],
  ['"new york"', ['New York', 'Hot dog stand']],
  ['dog', ['Dog on the beach', 'Hot dog stand']],
  ['beach', ['Beach chairs', 'Dog on the beach', 'Hero banner summer sale']],
  ['climate', ['Climate chart', 'Climate strike']],
  ['skyline', ['Munich skyline with Alps', 'New York']],
  ['stadium', ['Olympic stadium', 'Interview with the coach']],
  ['lake -sunrise', ['Sunset at the lake']],
  ['map', ['Temperature map', 'Berlin']],
];

test('of forty searches at least 36 show first what people expect, the first one at its place', async () => {
  const wrong: string[] = [];
  for (const [search, expected] of judged) {
    const { items } = await searchMedia(scope, SearchInput.parse({ search, limit: 3 }));
    const found = items.map(({ title }) => title).slice(0, expected.length);
    // The best has to be first; those behind it may change places.
    const isRight = found[0] === expected[0] && [...found].sort().join() === [...expected].sort().join();
    if (!isRight) wrong.push(`${search}: ${found.join(' | ')} instead of ${expected.join(' | ')}`);
  }
  expect(judged).toHaveLength(40);
  expect(wrong.slice(4), wrong.join('\n')).toEqual([]);
});
