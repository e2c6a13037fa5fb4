/**
 * Names that stand for one another: a country, its people and the capital that speaks for it. One line a country; its
 * first name is its key.
 */
const COUNTRIES = `
north korea|north korean|north koreans|dprk|nk|pyongyang|kim regime
south korea|south korean|south koreans|rok|sk|seoul|blue house
united states|u.s.|us|usa|u.s.a.|america|american|americans|washington|united states of america
united kingdom|u.k.|uk|britain|british|great britain|london|england|english
united nations|u.n.|un
european union|e.u.|eu|brussels
japan|japanese|tokyo
china|chinese|beijing|prc
russia|russian|russians|moscow|kremlin
taiwan|taiwanese|taipei
france|french|paris
germany|german|germans|berlin
italy|italian|italians|rome
spain|spanish|spaniards|madrid
portugal|portuguese|lisbon
poland|polish|poles|warsaw
ukraine|ukrainian|ukrainians|kyiv|kiev
netherlands|dutch|the hague|holland
belgium|belgian|belgians
sweden|swedish|swedes|stockholm
norway|norwegian|norwegians|oslo
denmark|danish|danes|copenhagen
finland|finnish|finns|helsinki
ireland|irish|dublin
switzerland|swiss|bern
austria|austrian|austrians|vienna
greece|greek|greeks|athens
turkey|turkish|turks|ankara|türkiye
hungary|hungarian|hungarians|budapest
romania|romanian|romanians|bucharest
bulgaria|bulgarian|bulgarians|sofia
serbia|serbian|serbs|belgrade
czech republic|czech|czechs|czechia|prague
canada|canadian|canadians|ottawa
mexico|mexican|mexicans|mexico city
brazil|brazilian|brazilians
argentina|argentine|argentinian|argentinians|buenos aires
chile|chilean|chileans
peru|peruvian|peruvians|lima
colombia|colombian|colombians
venezuela|venezuelan|venezuelans|caracas
cuba|cuban|cubans|havana
panama|panamanian|panamanians
india|indian|indians|new delhi|delhi
pakistan|pakistani|pakistanis|islamabad
bangladesh|bangladeshi|bangladeshis|dhaka
sri lanka|sri lankan|sri lankans|colombo
nepal|nepalese|nepali|kathmandu
afghanistan|afghan|afghans|kabul
iran|iranian|iranians|tehran
iraq|iraqi|iraqis|baghdad
israel|israeli|israelis|jerusalem
saudi arabia|saudi|saudis|riyadh|saudi arabian
qatar|qatari|qataris|doha
kuwait|kuwaiti|kuwaitis
united arab emirates|uae|u.a.e.|emirati|emiratis|abu dhabi
syria|syrian|syrians|damascus
lebanon|lebanese|beirut
jordan|jordanian|jordanians|amman
yemen|yemeni|yemenis
egypt|egyptian|egyptians|cairo
libya|libyan|libyans|tripoli
tunisia|tunisian|tunisians
algeria|algerian|algerians
morocco|moroccan|moroccans
sudan|sudanese|khartoum
ethiopia|ethiopian|ethiopians|addis ababa
kenya|kenyan|kenyans|nairobi
nigeria|nigerian|nigerians|abuja
ghana|ghanaian|ghanaians
uganda|ugandan|ugandans|kampala
tanzania|tanzanian|tanzanians
zambia|zambian|zambians
zimbabwe|zimbabwean|zimbabweans
namibia|namibian|namibians|windhoek
angola|angolan|angolans
south africa|south african|south africans|pretoria
vietnam|vietnamese|hanoi
thailand|thai|thais|bangkok
cambodia|cambodian|cambodians
laos|laotian|lao
myanmar|burma|burmese
malaysia|malaysian|malaysians|kuala lumpur
singapore|singaporean|singaporeans
indonesia|indonesian|indonesians|jakarta
philippines|the philippines|philippine|filipino|filipinos|manila
australia|australian|australians|canberra
new zealand|new zealander|new zealanders
mongolia|mongolian|mongolians|ulaanbaatar
korea|korean|koreans|korean peninsula
europe|european|europeans
africa|african|africans
asia|asian|asians
`;

export const PLACE_PREFIX = "place:";

const KEYS: ReadonlyMap<string, string> = new Map(
  COUNTRIES.trim()
    .split("\n")
    .flatMap((line) => line.split("|").map((name, _, [key]) => [name, `${PLACE_PREFIX}${key}`] as const)),
);

/** The longest known name has this many words. */
export const MAX_PLACE_WORDS = 4;

/** What a name stands for, in whatever form; `undefined` for a name that is not known. Case counts for nothing. */
export function placeOf(name: string): string | undefined {
  return KEYS.get(
    name
      .toLowerCase()
      .replace(/['’]s?$/u, "")
      .replace(/[\s-]+/gu, " "),
  );
}
